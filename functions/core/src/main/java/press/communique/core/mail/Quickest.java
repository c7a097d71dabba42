package press.communique.core.mail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a call takes of which nothing is held up: the quickest of as many mails, whoever made it. One that took longer may
 * have been held up by the rest, on its way or on the answer's. With each call the quickest counts for a thousandth more,
 * so that it is forgotten when none is as quick any more.
 *
 * <pre>{@code Quickest.UNKNOWN.with(50, calls).oneWay(50)}</pre>
 *
 * @param made how many calls are known
 */
public record Quickest(int mails, int made, Duration least) {

    public static final Quickest UNKNOWN = new Quickest(0, 0, Duration.ZERO);

    /** Of fewer nobody can say that one of them was quick. */
    private static final int ENOUGH = 5;

    private static final int FORGETTING = 1_000;

    /** With what more calls took; if they are of another size, only with theirs. */
    public Quickest with(int size, List<Line.Call> more) {
        Quickest known = size == mails ? this : new Quickest(size, 0, Duration.ZERO);
        for (Line.Call call : more) {
            Optional<Duration> took = call.took().filter(any -> call.mails() == size);
            known = took.isPresent() ? known.with(took.get()) : known;
        }
        return known;
    }

    private Quickest with(Duration took) {
        Duration kept = least.plus(least.dividedBy(FORGETTING));
        return new Quickest(mails, made + 1, made == 0 || took.compareTo(kept) < 0 ? took : kept);
    }

    /**
     * What any call of so many mails takes on its way out, or on its answer's; nothing while too few are known. Which of the
     * two took how much nobody knows: of two calls one may be quick on the way out and the other on the way back.
     */
    public Duration oneWay(int mails) {
        return mails == this.mails && made >= ENOUGH ? least.dividedBy(2) : Duration.ZERO;
    }
}
