package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.mail.Mailing;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Mailings;
import press.communique.store.posts.Releases;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Whether the newsroom is up, and for how long the oldest work of each channel has been waiting. For monitors without a
 * token, so it counts seconds and names nothing, and asks the tables once in a while however often it is asked.
 */
public final class HealthRoute {

    /** How old an answer may be. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** Mailings that are looked at: those whose shares have been open longest are the first in the index. */
    private static final int LOOK_AT = 10;

    /** What is being worked at counts as open from a moment to come. */
    private static final Duration WORKED_AT = Duration.ofDays(1);

    private final Releases releases;
    private final Mailings mailings;
    private final EmergencyStop stop;
    private final InstantSource clock;
    private final boolean sandbox;
    private Instant lookedAt = Instant.MIN;
    private String answer = "";

    /** @param sandbox whether mail goes to named addresses only */
    public HealthRoute(Releases releases, Mailings mailings, EmergencyStop stop, boolean sandbox, InstantSource clock) {
        this.releases = releases;
        this.mailings = mailings;
        this.stop = stop;
        this.sandbox = sandbox;
        this.clock = clock;
    }

    public synchronized Reply read(Request request) {
        Instant now = clock.instant();
        if (lookedAt.plus(FRESH).isBefore(now)) {
            try {
                answer = look(now);
            } catch (SdkException unreachable) {
                throw new ProblemReply(503, "unavailable", "The newsroom cannot reach its tables; ask again later.");
            }
            lookedAt = now;
        }
        return Reply.json(200, answer);
    }

    private String look(Instant now) {
        Optional<Instant> release = releases.oldestOpen(Releases.Open.RELEASE);
        Optional<Instant> mail = Stream.concat(
                        releases.oldestOpen(Releases.Open.INTENT).stream(),
                        mailings.left(now.plus(WORKED_AT), LOOK_AT).stream()
                                .map(Mailings.Left::mailing)
                                .distinct()
                                .flatMap(mailing -> mailings.find(mailing).stream())
                                .map(Mailing::openedAt))
                .min(Instant::compareTo);
        ObjectNode json = Json.object().put("status", "up");
        // Feeds are written before a release is marked as live, so they wait as long as pages do.
        json.putObject("behind")
                .put("site", seconds(release, now))
                .put("feeds", seconds(release, now))
                .put("email", seconds(mail, now));
        json.put("mail", stop.reason().map(HealthRoute::stopped).orElse("sending"));
        if (sandbox) {
            json.put("sandbox", true);
        }
        return Json.write(json);
    }

    private static String stopped(String reason) {
        return switch (reason) {
            case EmergencyStop.FOR_COMPLAINTS -> "stopped-for-complaints";
            case EmergencyStop.RESTORED -> "stopped-after-restore";
            default -> "stopped";
        };
    }

    private static long seconds(Optional<Instant> since, Instant now) {
        return since.map(instant -> Math.max(0, Duration.between(instant, now).toSeconds()))
                .orElse(0L);
    }
}
