package press.communique.mail.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is told to go on. */
public final class TestClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-11-24T07:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Goes on to this moment, if that is not over. */
    public void reach(Instant moment) {
        now = moment.isAfter(now) ? moment : now;
    }
}
