package press.communique.mail.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** The example of {@code docs/add-a-channel.md}: posts the addresses of each release's pages to one address. */
public final class WebhookHandler extends ChannelHandler {

    public WebhookHandler() {
        this(System.getenv());
    }

    public WebhookHandler(Map<String, String> environment) {
        super(environment, new Webhook(URI.create(environment.get("WEBHOOK_URL"))));
    }

    /** Tells one receiver, who gets the key to know a repetition by. */
    private record Webhook(URI receiver) implements Channel {

        private static final HttpClient HTTP =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

        @Override
        public void tell(Announcement announcement) {
            String body = announcement.pages().values().stream()
                    .map(page -> (announcement.post().isWithdrawn() ? "withdrawn " : "published ") + page + "\n")
                    .collect(Collectors.joining());
            var request = HttpRequest.newBuilder(receiver)
                    .timeout(Duration.ofSeconds(10))
                    .header("Idempotency-Key", announcement.key())
                    .header("Content-Type", "text/plain; charset=utf-8")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            try {
                int status = HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status >= 300) {
                    throw new IllegalStateException("The receiver said " + status);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
