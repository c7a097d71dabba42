package press.communique.api.reader;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import press.communique.core.audience.Pause;
import press.communique.core.problem.Problems;
import press.communique.core.text.Rfc3339;

/** The pause in {@code {"paused": true, "pausedUntil": "2026-12-24T00:00:00+01:00"}}. */
final class PauseInput {

    private PauseInput() {}

    /** Adds what is wrong to the problems; what is returned is only to be used if there are none. */
    static Optional<Pause> of(JsonNode json, Instant now, Problems problems) {
        JsonNode until = json.path("pausedUntil");
        if (!json.path("paused").asBoolean()) {
            if (!until.isMissingNode()) {
                problems.add("/pausedUntil", "not-paused", "Send \"paused\": true with it.");
            }
            return Optional.empty();
        }
        if (until.isMissingNode()) {
            return Optional.of(new Pause(Optional.empty()));
        }
        Optional<Instant> end = Rfc3339.instant(until.asText());
        if (end.isEmpty()) {
            problems.add("/pausedUntil", "bad-format", "Send a time such as 2026-12-24T00:00:00+01:00.");
            return Optional.empty();
        }
        if (!end.get().isAfter(now)) {
            problems.add("/pausedUntil", "in-the-past", "A pause ends at a time that is yet to come.");
        }
        return Optional.of(new Pause(end));
    }
}
