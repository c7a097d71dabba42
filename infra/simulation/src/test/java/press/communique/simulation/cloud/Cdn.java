package press.communique.simulation.cloud;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;
import software.amazon.awssdk.services.cloudfront.model.CreateInvalidationRequest;
import software.amazon.awssdk.services.cloudfront.model.CreateInvalidationResponse;

/** CloudFront, as far as we talk to it: takes purges. */
public final class Cdn implements CloudFrontClient {

    /** What was purged when. */
    public record Purge(long at, List<String> paths) {}

    private final World world;
    private final List<Purge> purges = new ArrayList<>();

    public Cdn(World world) {
        this.world = world;
    }

    public List<Purge> purges() {
        return purges;
    }

    @Override
    public CreateInvalidationResponse createInvalidation(CreateInvalidationRequest create) {
        return world.call(
                "cloudfront CreateInvalidation",
                true,
                true,
                () -> {
                    purges.add(new Purge(
                            world.now(),
                            List.copyOf(create.invalidationBatch().paths().items())));
                    return CreateInvalidationResponse.builder().build();
                },
                () -> CloudFrontException.builder()
                        .message("Throttled")
                        .statusCode(429)
                        .writableStackTrace(false)
                        .build(),
                () -> ApiCallTimeoutException.builder()
                        .message("No answer in time")
                        .writableStackTrace(false)
                        .build());
    }

    @Override
    public String serviceName() {
        return "cloudfront";
    }

    @Override
    public void close() {}
}
