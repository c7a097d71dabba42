package press.communique.core.post;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that the organisation says, as its editors see it now.
 *
 * @param id a ULID
 * @param sourceId what it is called where it was imported from; no two posts share one
 * @param feedId what feeds call it: random, so that it does not tell when the text was begun
 * @param revision counts every accepted change, text or step, from 1
 * @param textRevision the revision that last changed the text
 * @param publishedAt the date that readers see; set at the first release and never moved
 * @param addresses of the editions that readers have, by language; reserved at release, so that no two posts share one
 * @param former addresses that it once had for readers and has no longer; they stay its own for good
 * @param released the last release, if there was one; what it pins stays until the next
 * @param schedule the release to come, if there is one
 */
public record Post(
        String id,
        Optional<String> sourceId,
        UUID feedId,
        long revision,
        long textRevision,
        PostState state,
        Content content,
        String createdBy,
        Instant createdAt,
        String updatedBy,
        Instant updatedAt,
        Optional<Instant> publishedAt,
        Map<String, Address> addresses,
        List<Address> former,
        Optional<Release> released,
        Optional<Schedule> schedule) {

    public Post {
        addresses = Map.copyOf(addresses);
        former = List.copyOf(former);
    }

    /** The date that readers see, or will see as far as can be told now. */
    public Instant foreseenAt(Instant now) {
        return publishedAt.or(content::publishAt).orElse(now);
    }

    /** Where readers find the edition in this language, or where they found it last. */
    public Optional<Address> lastAddress(String language) {
        return Optional.ofNullable(addresses.get(language)).or(() -> former.stream()
                .filter(address -> address.language().equals(language))
                .reduce((earlier, later) -> later));
    }

    /** The same post with another text. */
    public Post with(Content other) {
        return new Post(
                id,
                sourceId,
                feedId,
                revision,
                textRevision,
                state,
                other,
                createdBy,
                createdAt,
                updatedBy,
                updatedAt,
                publishedAt,
                addresses,
                former,
                released,
                schedule);
    }
}
