package press.communique.mail.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import press.communique.core.audience.EmailAddress;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Pace;
import press.communique.mail.outbox.Mail;
import press.communique.mail.outbox.Mailer;
import press.communique.mail.outbox.Reply;
import press.communique.mail.outbox.Sender;

/** A mail provider in memory. It keeps what it accepted, and does what the next call is told to do. */
public final class MemoryMailer implements Mailer {

    /** How a call goes. */
    public interface Mood {
        /** What the provider accepts of the mails, by their place, and what the caller hears of it. */
        Reply answer(List<Mail> mails, Accepting accepting);
    }

    /** Keeps a mail as accepted. */
    public interface Accepting {
        Outcome accept(Mail mail);
    }

    public static final Mood WELL = (mails, accepting) ->
            new Reply.Answered(mails.stream().map(accepting::accept).toList());

    public static final Mood THROTTLED = (mails, accepting) -> new Reply.NotSent("TooManyRequestsException");

    public static final Mood REPLY_LOST = (mails, accepting) -> {
        mails.forEach(accepting::accept);
        return new Reply.Unknown("lost");
    };

    /** Nobody hears anything: the caller dies when everything was accepted. */
    public static final Mood CALLER_DIES = (mails, accepting) -> {
        mails.forEach(accepting::accept);
        throw new Killed();
    };

    /** Every third mail is throttled, every fourth refused. */
    public static final Mood PARTLY = (mails, accepting) -> new Reply.Answered(IntStream.range(0, mails.size())
            .mapToObj(i -> i % 3 == 2
                    ? Outcome.again("account-throttled")
                    : i % 4 == 3 ? Outcome.rejected("message-rejected") : accepting.accept(mails.get(i)))
            .toList());

    private final Deque<Mood> moods = new ArrayDeque<>();
    private final List<Mail> accepted = new ArrayList<>();
    private final List<Integer> calls = new ArrayList<>();
    private Runnable before = () -> {};
    private Pace pace = new Pace(1_000_000);

    /** The next calls go like this, one after the other; then all go well. */
    public synchronized MemoryMailer next(Mood... next) {
        moods.addAll(List.of(next));
        return this;
    }

    /** Done at each call, before anything is accepted. */
    public synchronized void before(Runnable action) {
        before = action;
    }

    @Override
    public synchronized Reply send(Sender from, List<Mail> mails) {
        before.run();
        calls.add(mails.size());
        Mood mood = moods.isEmpty() ? WELL : moods.poll();
        return mood.answer(mails, this::accept);
    }

    @Override
    public synchronized Pace pace() {
        return pace;
    }

    /** As fast as anybody can. */
    public synchronized void pace(double perSecond) {
        pace = new Pace(perSecond);
    }

    @Override
    public Reply send(Sender from, Mail mail) {
        return send(from, List.of(mail));
    }

    public synchronized List<Mail> accepted() {
        return List.copyOf(accepted);
    }

    /** The sizes of the calls, in their order. */
    public synchronized List<Integer> calls() {
        return List.copyOf(calls);
    }

    /** How often each address was accepted. */
    public synchronized Map<EmailAddress, Integer> times() {
        var times = new HashMap<EmailAddress, Integer>();
        accepted.forEach(mail -> times.merge(mail.to(), 1, Integer::sum));
        return times;
    }

    private Outcome accept(Mail mail) {
        accepted.add(mail);
        return Outcome.accepted("id-" + accepted.size());
    }
}
