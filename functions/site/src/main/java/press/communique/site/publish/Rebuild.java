package press.communique.site.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.page.Stamp;
import press.communique.core.site.SiteSettings;
import press.communique.store.site.Rebuilds;
import press.communique.store.site.Rebuilds.Progress;
import press.communique.store.site.Sites;

/**
 * Renders everything again, because the settings changed, somebody asked, or a newer renderer was deployed: in bounded
 * pieces, each of which asks for the next. How far it is stands in the table, so that it resumes where it stopped, whatever
 * became of a message. Safe beside publishing, since every file is replaced only by the present state or a newer one.
 */
public final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    /** Longer than a piece takes together with its repetitions. */
    private static final Duration STUCK = Duration.ofMinutes(15);

    /** Longer than it takes for what was asked to be heard of. */
    private static final Duration UNHEARD = Duration.ofMinutes(1);

    private static final Duration BETWEEN_SWEEPS = Duration.ofDays(1);

    private final Rebuilds rebuilds;
    private final Sites sites;
    private final RebuildWork work;
    private final PurgeRequests purge;
    private final RebuildPieces pieces;
    private final InstantSource clock;

    Rebuild(
            Rebuilds rebuilds,
            Sites sites,
            RebuildWork work,
            PurgeRequests purge,
            RebuildPieces pieces,
            InstantSource clock) {
        this.rebuilds = rebuilds;
        this.sites = sites;
        this.work = work;
        this.purge = purge;
        this.pieces = pieces;
        this.clock = clock;
    }

    /** Begins the rebuild that the settings and the last request ask for, unless it was begun; then it is told to go on. */
    public void start() {
        long settings = sites.current().revision();
        long run = rebuilds.requested().map(Rebuilds.Request::run).orElse(0L);
        rebuilds.start(settings, run, Stamp.maker(), Piece.Step.first().name(), clock.instant());
        rebuilds.progress().filter(progress -> progress.isFor(settings, run)).ifPresent(this::goOn);
    }

    /**
     * Comes by now and then: begins a rebuild if the last one was made by an earlier renderer or theme than this, or if nobody
     * began the one that was asked for; takes up one that stopped; and looks for orphans once a day.
     */
    public void tend() {
        Instant now = clock.instant();
        Optional<Progress> last = rebuilds.progress();
        long maker = last.map(Progress::maker).orElse(Stamp.maker());
        if (maker > Stamp.maker()) {
            // A deployment is under way, and the later version goes on.
            LOG.info("Renderer {} goes on, not {}", maker, Stamp.maker());
        } else if (maker < Stamp.maker()) {
            LOG.info("The site was made by renderer {}; {} makes it again", maker, Stamp.maker());
            rebuilds.request("renderer", now);
            start();
        } else if (isUnheard(last, now)) {
            LOG.warn("Nobody began the rebuild that was asked for more than {} s ago", UNHEARD.toSeconds());
            start();
        } else {
            last.ifPresent(progress -> tend(progress, now));
        }
    }

    /** Whether the signal of new settings, or of a request, never came. */
    private boolean isUnheard(Optional<Progress> last, Instant now) {
        Instant before = now.minus(UNHEARD);
        long settings = last.map(Progress::settings).orElse(0L);
        long run = last.map(Progress::run).orElse(0L);
        return sites.latest()
                        .filter(saved -> saved.settings().revision() > settings
                                && saved.at().isBefore(before))
                        .isPresent()
                || rebuilds.requested()
                        .filter(request -> request.run() > run && request.at().isBefore(before))
                        .isPresent();
    }

    private void tend(Progress progress, Instant now) {
        if (progress.finishedAt().isEmpty() && progress.changedAt().isBefore(now.minus(STUCK))) {
            goOn(progress);
        } else if (progress.finishedAt()
                .filter(at -> at.isBefore(now.minus(BETWEEN_SWEEPS)))
                .isPresent()) {
            rebuilds.sweepAgain(progress, now);
            rebuilds.progress().ifPresent(this::goOn);
        }
    }

    /** Does the piece that a message asks for, if it is the next one, and asks for the one after it. */
    public void carryOut(String message) {
        Piece piece = Piece.parse(message);
        Optional<Progress> current =
                rebuilds.progress().filter(progress -> progress.isFor(piece.settings(), piece.run()));
        if (current.isEmpty()) {
            return;
        }
        Progress progress = current.get();
        if (progress.maker() > Stamp.maker()) {
            // Left for the version that is being deployed, which takes it up when it tends to it.
            return;
        }
        if (progress.pieces() != piece.number()) {
            // Done before; its sender may have been lost before it could ask for the next.
            goOn(progress);
            return;
        }
        SiteSettings site = sites.current();
        if (site.revision() > piece.settings()) {
            return;
        }
        Optional<Position> next = work.carryOut(piece.position(), site, progress.startedAt());
        if (next.isEmpty()) {
            rebuilds.finish(progress, clock.instant());
            return;
        }
        if (next.get().step() == Piece.Step.ORPHANS && piece.step() == Piece.Step.POSTS) {
            purge.sendAll("rebuild-" + piece.settings() + "-" + piece.run());
        }
        rebuilds.advance(progress, next.get().step().name(), next.get().from(), clock.instant());
        rebuilds.progress()
                .filter(now -> now.isFor(piece.settings(), piece.run()))
                .ifPresent(this::goOn);
    }

    private void goOn(Progress progress) {
        if (progress.finishedAt().isEmpty()) {
            pieces.send(new Piece(
                    progress.settings(),
                    progress.run(),
                    progress.pieces(),
                    Piece.Step.valueOf(progress.step()),
                    progress.from()));
        }
    }
}
