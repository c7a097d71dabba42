package press.communique.mail.share;

import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Reader;
import press.communique.core.post.Correction;
import press.communique.core.post.Intent;
import press.communique.core.post.Released;
import press.communique.store.mailing.Deliveries.Delivery;

/**
 * Who is to be mailed for which reason, and in which language.
 *
 * <ul>
 *   <li>{@code first}: whoever wants such posts at once, in the best language of theirs that the post has;
 *   <li>{@code language#fr}: the same, if that language is French and they have not had the post;
 *   <li>{@code correction#1}: whoever was mailed the wrong text, in the language of that text, if it is one that the
 *       correction names; whatever they have come to prefer since.
 * </ul>
 *
 * <p>Nobody is told of a release at once whom a digest has told, or who came after it.
 *
 * @param revision the release that is the reason
 * @param had who was mailed the post before, for the reasons that ask for it
 * @param position of the release in the log that digests are made of; 0 if it is not in it
 */
record Choice(String reason, long revision, Map<String, Delivery> had, long position) {

    /** @return nothing if this reader is not to be mailed */
    Optional<String> language(Reader reader, Released post) {
        if (correction(post).isPresent()) {
            return Optional.ofNullable(had.get(reader.id()))
                    .filter(delivery -> delivery.revision() < revision)
                    .map(Delivery::language)
                    .filter(correction(post).get().texts()::containsKey)
                    .filter(post.content().editions()::containsKey);
        }
        return reader.preferences()
                .edition(post.content(), Frequency.IMMEDIATE)
                .filter(best -> Intent.languageOf(reason).map(best::equals).orElse(true))
                .filter(best -> !had.containsKey(reader.id()))
                .filter(best -> position == 0 || !reader.digests().isSettled(position));
    }

    /** What was wrong, if that is the reason. */
    Optional<Correction> correction(Released post) {
        return Intent.correctionOf(reason).isPresent()
                ? Optional.of(post.release()
                        .corrections()
                        .get(Intent.correctionOf(reason).getAsInt() - 1))
                : Optional.empty();
    }
}
