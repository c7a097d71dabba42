package press.communique.mail.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What any call takes of which nothing is held up: the quickest of the last ones. A call that took longer may have been
 * held up by the rest, on its way or on the answer's; by what every call takes its mails were in before the answer.
 */
final class Quickest {

    private static final int LAST = 20;

    /** Of fewer nobody can say that one of them was quick. */
    private static final int ENOUGH = 5;

    private final Deque<Duration> last = new ArrayDeque<>();

    /** Takes note of a call. @return what of the time that it took any call takes */
    synchronized Duration of(Duration took) {
        last.addLast(took);
        if (last.size() > LAST) {
            last.removeFirst();
        }
        return last.size() < ENOUGH
                ? Duration.ZERO
                : last.stream().min(Duration::compareTo).orElseThrow();
    }
}
