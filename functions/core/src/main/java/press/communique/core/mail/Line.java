package press.communique.core.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The calls that go to the mail provider, in the order of their turns.
 *
 * <p>When a call's mails come in nobody here can say, only that it is between its beginning and its answer. So a call
 * waits until those before it in the line that may come in within the same second leave it room: each that is not
 * answered, and each whose mails may have come in less than a second ago. Those behind it do the same, and need not be
 * looked at. Then no second sees more mails than the rate at the provider's door, whatever holds a call up on its way.
 *
 * <pre>{@code Instant from = line.mayBegin(turn, 50, pace.perSecond());}</pre>
 *
 * @param before what is known of calls that have left the line
 */
public record Line(List<Call> calls, Quickest before) {

    /** A second, and by how much the clocks of two senders may differ. */
    public static final Duration WINDOW = Duration.ofMillis(1_010);

    /** A call is given up that could not begin so long after its turn. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Whatever became of a call, it is over by then: its patience, and the longest that an answer is waited for. */
    static final Duration OVER = PATIENCE.plusSeconds(10);

    public Line {
        calls = calls.stream().sorted(Comparator.comparing(Call::turn)).toList();
    }

    /**
     * One call.
     *
     * @param turn when it may begin; no two have the same
     * @param answered empty as long as it is not
     * @param took how long its answer took, if it was taken
     */
    public record Call(Instant turn, int mails, Optional<Instant> answered, Optional<Duration> took) {

        boolean matters(Instant now) {
            return answered.orElse(turn.plus(OVER)).plus(WINDOW).isAfter(now);
        }
    }

    /** From when on there will be room for so many mails behind all these calls, if nothing is held up: after all their turns. */
    public Instant plan(int mails, double perSecond, Instant now) {
        Instant room = room(calls, mails, perSecond, call -> overAsPlanned(call, mails, now));
        return calls.stream()
                .map(call -> call.turn().plusMillis(1))
                .max(Comparator.naturalOrder())
                .filter(room::isBefore)
                .orElse(room);
    }

    /** From when on the call of this turn may begin, by what is known now: earlier, if more answers are in. */
    public Instant mayBegin(Instant turn, int mails, double perSecond) {
        return room(
                calls.stream().filter(call -> call.turn().isBefore(turn)).toList(),
                mails,
                perSecond,
                call -> over(call, mails));
    }

    /**
     * When a call's mails have been in for a second. By what any such call takes one way they were in before the answer, or
     * the next call's will be after it begins.
     *
     * @param next of how many mails that is: a smaller one would be on its way for less time
     */
    private Instant over(Call call, int next) {
        return call.answered()
                .map(at -> at.minus(next == call.mails() ? quickest(next).oneWay(next) : Duration.ZERO))
                .orElse(call.turn().plus(OVER))
                .plus(WINDOW);
    }

    /** Supposing that a call under way is answered now, and one that has not begun will be at once. */
    private Instant overAsPlanned(Call call, int next, Instant now) {
        if (call.answered().isPresent()) {
            return over(call, next);
        }
        Instant soonest = call.turn().isAfter(now) ? call.turn() : now;
        return (now.isAfter(call.turn().plus(OVER)) ? call.turn() : soonest).plus(WINDOW);
    }

    private Quickest quickest(int mails) {
        return before.with(mails, calls);
    }

    /** Those that no call has to wait for any more. */
    public List<Call> outdated(Instant now) {
        return calls.stream().filter(call -> !call.matters(now)).toList();
    }

    private static Instant room(List<Call> before, int mails, double perSecond, Function<Call, Instant> over) {
        var latestFirst = new ArrayList<>(before);
        latestFirst.sort(Comparator.comparing(over).reversed());
        int sum = mails;
        for (Call call : latestFirst) {
            sum += call.mails();
            if (sum > perSecond) {
                return over.apply(call);
            }
        }
        return Instant.MIN;
    }
}
