package press.communique.journey;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import press.communique.local.Options;

/** The main journey on whatever emulator {@code AWS_ENDPOINT_URL} names. */
class EndpointMainJourneyTest extends MainJourney {

    @BeforeAll
    static void an_endpoint_is_given() {
        String endpoint = System.getenv("AWS_ENDPOINT_URL");
        String reason = "AWS_ENDPOINT_URL is not set, so there is no emulator to make the main journey with.";
        if (endpoint == null || endpoint.isBlank()) {
            System.out.println("Skipped: " + reason);
        }
        Assumptions.assumeTrue(endpoint != null && !endpoint.isBlank(), reason);
    }

    @Override
    Options options(Path data) {
        return Options.at(data).template(Repository.file("template.yaml"));
    }
}
