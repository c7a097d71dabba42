package press.communique.core.post;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an editor wrote, checked: everything about a post that a revision can change.
 *
 * @param editions by language; at least one
 * @param topics ids, without doubles, in the editor's order
 * @param aliases former addresses of this post elsewhere, as paths on this site
 * @param publishAt the date that readers are to see, if it is not the moment of release
 */
public record Content(
        String type,
        List<String> topics,
        List<String> authors,
        SortedMap<String, Edition> editions,
        List<Link> links,
        boolean featured,
        boolean urgent,
        List<String> aliases,
        Optional<Instant> publishAt) {

    public Content {
        topics = List.copyOf(topics);
        authors = List.copyOf(authors);
        editions = Collections.unmodifiableSortedMap(new TreeMap<>(editions));
        links = List.copyOf(links);
        aliases = List.copyOf(aliases);
    }

    public Content withEditions(SortedMap<String, Edition> newEditions) {
        return new Content(type, topics, authors, newEditions, links, featured, urgent, aliases, publishAt);
    }
}
