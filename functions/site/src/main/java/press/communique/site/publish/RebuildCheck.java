package press.communique.site.publish;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import press.communique.core.site.SiteSettings;

/**
 * Renders everything without writing anything, and compares: what publishing gave step by step must be what a rebuild
 * gives at once, byte for byte.
 *
 * <pre>{@code assertThat(new Publishing(environment).check().run(Instant.now()).differences()).isEmpty();}</pre>
 *
 * <p>Only tells the truth while nobody publishes.
 */
public final class RebuildCheck {

    private final RebuildWork work;
    private final Look.Current looks;
    private final ComparedFiles files;

    RebuildCheck(RebuildWork work, Look.Current looks, ComparedFiles files) {
        this.work = work;
        this.looks = looks;
        this.files = files;
    }

    /**
     * @param files how many were compared
     * @param differences what is wrong with which file
     */
    public record Result(int files, SortedMap<String, String> differences) {}

    /** Once for each check. @param now what is older than an hour and not rendered counts as an orphan */
    public Result run(Instant now) {
        SiteSettings site = looks.read().site();
        Optional<Position> at = Optional.of(Position.startOf(Piece.Step.first()));
        while (at.isPresent()) {
            at = work.carryOut(at.get(), site, now);
        }
        return new Result(files.files(), files.differences());
    }
}
