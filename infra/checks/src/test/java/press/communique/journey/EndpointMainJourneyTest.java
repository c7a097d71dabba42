package press.communique.journey;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import press.communique.local.Options;

/**
 * The main journey on whatever emulator {@code JOURNEY_ENDPOINT_URL} names, or {@code AWS_ENDPOINT_URL}, which every
 * other stack of the same run would obey as well.
 */
class EndpointMainJourneyTest extends MainJourney {

    private static Optional<URI> endpoint() {
        return Stream.of("JOURNEY_ENDPOINT_URL", "AWS_ENDPOINT_URL")
                .map(System::getenv)
                .filter(url -> url != null && !url.isBlank())
                .map(URI::create)
                .findFirst();
    }

    @BeforeAll
    static void an_endpoint_is_given() {
        String reason = "JOURNEY_ENDPOINT_URL is not set, so there is no emulator to make the main journey with.";
        if (endpoint().isEmpty()) {
            System.out.println("Skipped: " + reason);
        }
        Assumptions.assumeTrue(endpoint().isPresent(), reason);
    }

    @Override
    Options options(Path data) {
        return Options.at(data).endpoint(endpoint().orElseThrow()).template(Repository.file("template.yaml"));
    }
}
