package press.communique.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * {@code java -cp infra/transfer/target/transfer.jar press.communique.redrive.Main list|again <site> <queues>}, with the credentials
 * and the region that the AWS command line uses.
 */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length != 3 || !arguments[0].matches("list|again")) {
            System.err.println("list|again <address of the site> \"<the stack's output FailureQueues>\"");
            System.exit(2);
        }
        try (SqsClient sqs = SqsClient.create()) {
            var redrive = new Redrive(sqs, arguments[2], System.out);
            if (arguments[0].equals("list")) {
                redrive.list();
            } else {
                redrive.again(() -> isNothingBehind(URI.create(arguments[1])));
            }
        }
    }

    /** By {@code GET /api/health}, which needs no token. */
    public static boolean isNothingBehind(URI site) {
        try {
            JsonNode behind = new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(site.resolve("/api/health"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .path("behind");
            return behind.path("site").asInt(1) == 0 && behind.path("email").asInt(1) == 0;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
