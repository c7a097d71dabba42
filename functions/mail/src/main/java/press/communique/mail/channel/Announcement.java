package press.communique.mail.channel;

import java.net.URI;
import java.util.SortedMap;
import press.communique.core.post.Released;

/**
 * A release that the site shows now.
 *
 * @param key the same for the same release: {@code 01KB07ZD8Q8G2J6V5F3M9T4XWA#2}
 * @param post as it was released; a withdrawn one says so, and why
 * @param pages by language
 */
public record Announcement(String key, Released post, SortedMap<String, URI> pages) {}
