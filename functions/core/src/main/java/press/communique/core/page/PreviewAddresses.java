package press.communique.core.page;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the pages of one preview stand, and the files that they show.
 *
 * <pre>{@code new PreviewAddresses(postId, token).page("fr")  // /api/previews/01KB…/fr?token=…}</pre>
 *
 * @param token opens the preview; in the query string, which is not logged
 */
public record PreviewAddresses(String postId, String token) {

    private static final Pattern FILE = Pattern.compile("/media/([A-Za-z0-9]+)/([A-Za-z0-9._~%-]+)");

    public String page(String language) {
        return "/api/previews/" + postId + "/" + language + "?token=" + token;
    }

    /**
     * A page whose files are shown by the preview instead of from where they are not yet.
     *
     * @param hashes of the uploads that the post shows
     */
    String withFiles(String html, Set<String> hashes) {
        return FILE.matcher(html).replaceAll(file -> {
            String path = file.group();
            return Matcher.quoteReplacement(
                    hashes.contains(file.group(1)) ? "/api/previews/" + postId + path + "?token=" + token : path);
        });
    }
}
