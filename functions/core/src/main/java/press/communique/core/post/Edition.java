package press.communique.core.post;

import java.util.Optional;

/**
 * A post in one language.
 *
 * @param title never blank
 * @param summary may be empty
 * @param body Markdown, or HTML from the allow-list, as the editor sent it; may be empty
 * @param slug what the editor asked for as the last part of the address
 */
public record Edition(String title, String summary, String body, Optional<String> slug) {

    public Edition withBody(String newBody) {
        return new Edition(title, summary, newBody, slug);
    }
}
