package press.communique.core.page;

import java.util.List;
import java.util.Optional;
import press.communique.core.list.ListEntry;
import press.communique.core.post.Link;
import press.communique.core.text.SafeHtml;

/**
 * What the home page shows.
 *
 * @param featured the post that stands large on top
 * @param latest newest first; the featured post may be among them
 * @param types ids of types that have a list page in this language, in the order to show
 * @param topics likewise
 */
public record Home(Optional<Featured> featured, List<ListEntry> latest, List<String> types, List<String> topics) {

    public Home {
        latest = List.copyOf(latest);
        types = List.copyOf(types);
        topics = List.copyOf(topics);
    }

    /** Without links to types and topics. */
    public Home(Optional<Featured> featured, List<ListEntry> latest) {
        this(featured, latest, List.of(), List.of());
    }

    /**
     * The post that stands large on the home page.
     *
     * @param lead the first paragraphs of its text; may be empty
     * @param links such as the one to the event's own site
     */
    public record Featured(ListEntry entry, SafeHtml lead, List<Link> links) {
        public Featured {
            links = List.copyOf(links);
        }
    }
}
