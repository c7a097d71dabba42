package press.communique.core.post;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import press.communique.core.text.MediaReferences;

/**
 * What an editor wrote, checked: everything about a post that a revision can change.
 *
 * @param editions by language; at least one
 * @param topics ids, without doubles, in the editor's order
 * @param image that leads the post, if there is one
 * @param attachments files that go with it, in the editor's order
 * @param aliases former addresses of this post elsewhere, as paths on this site
 * @param publishAt the date that readers are to see, if it is not the moment of release
 */
public record Content(
        String type,
        List<String> topics,
        List<String> authors,
        SortedMap<String, Edition> editions,
        List<Link> links,
        Optional<PostImage> image,
        List<Attachment> attachments,
        boolean featured,
        boolean urgent,
        List<String> aliases,
        Optional<Instant> publishAt) {

    public Content {
        topics = List.copyOf(topics);
        authors = List.copyOf(authors);
        editions = Collections.unmodifiableSortedMap(new TreeMap<>(editions));
        links = List.copyOf(links);
        attachments = List.copyOf(attachments);
        aliases = List.copyOf(aliases);
    }

    /** Without image and attachments. */
    public Content(
            String type,
            List<String> topics,
            List<String> authors,
            SortedMap<String, Edition> editions,
            List<Link> links,
            boolean featured,
            boolean urgent,
            List<String> aliases,
            Optional<Instant> publishAt) {
        this(type, topics, authors, editions, links, Optional.empty(), List.of(), featured, urgent, aliases, publishAt);
    }

    public Content withEditions(SortedMap<String, Edition> newEditions) {
        return new Content(
                type, topics, authors, newEditions, links, image, attachments, featured, urgent, aliases, publishAt);
    }

    public Content withMedia(Optional<PostImage> newImage, List<Attachment> newAttachments) {
        return new Content(
                type, topics, authors, editions, links, newImage, newAttachments, featured, urgent, aliases, publishAt);
    }

    /** The ids of all uploads that it shows; those in the text only if the bodies are here. */
    public SortedSet<String> media() {
        var ids = new TreeSet<String>();
        image.ifPresent(lead -> ids.add(lead.media()));
        attachments.forEach(attachment -> ids.add(attachment.media()));
        editions.values().forEach(edition -> ids.addAll(MediaReferences.in(edition.body())));
        return ids;
    }
}
