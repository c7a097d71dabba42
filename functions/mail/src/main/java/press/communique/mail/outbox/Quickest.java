package press.communique.mail.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What any call takes of which nothing is held up: the quickest of the last ones of as many mails. A call that took longer
 * may have been held up by the rest, on its way or on the answer's.
 */
final class Quickest {

    private static final int LAST = 20;

    /** Of fewer nobody can say that one of them was quick. */
    private static final int ENOUGH = 5;

    private record Call(int mails, Duration took) {}

    private final Deque<Call> last = new ArrayDeque<>();

    /** Takes note of a call. @return what of the time that it took any such call takes */
    synchronized Duration of(int mails, Duration took) {
        last.addLast(new Call(mails, took));
        if (last.size() > LAST) {
            last.removeFirst();
        }
        List<Duration> alike = last.stream()
                .filter(call -> call.mails() == mails)
                .map(Call::took)
                .sorted()
                .toList();
        return alike.size() < ENOUGH ? Duration.ZERO : alike.get(0);
    }
}
