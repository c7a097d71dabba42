package press.communique.site.schedule;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.core.page.Stamp;

/** Asks for a page at its public address, through the CDN. */
final class PublicAddress implements PublicPages {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Pattern STAMP = Pattern.compile("name=\"communique-stamp\" content=\"([^\"]{1,80})\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** What cannot be asked shows nothing. */
    @Override
    public boolean shows(URI page, long revision) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(page).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && stamped(answer.body()) >= revision;
        } catch (IOException noAnswer) {
            return false;
        }
    }

    private static long stamped(String html) {
        Matcher stamp = STAMP.matcher(html);
        return stamp.find() ? Stamp.parse(stamp.group(1)).map(Stamp::content).orElse(-1L) : -1;
    }
}
