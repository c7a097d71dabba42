package press.communique.api.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Lets in what came by the CDN, which adds a secret header to all that it passes on: the API's own address is known to whoever
 * looks for it, and there neither a firewall nor our headers stand before it.
 *
 * @param secret that the header has; without one everybody is let in
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html">Custom
 *     headers to the origin</a>, which replace what a reader sends under the same name
 */
public record Entrance(String secret) {

    /** As in {@code infra/cdn.yaml}. */
    public static final String HEADER = "x-communique-origin";

    /** Whoever comes. */
    public static final Entrance OPEN = new Entrance("");

    void check(Request request) {
        byte[] given = request.header(HEADER).orElse("").getBytes(StandardCharsets.UTF_8);
        if (!secret.isEmpty() && !MessageDigest.isEqual(given, secret.getBytes(StandardCharsets.UTF_8))) {
            throw new ProblemReply(403, "not-here", "Calls are answered at the newsroom's own address only.");
        }
    }
}
