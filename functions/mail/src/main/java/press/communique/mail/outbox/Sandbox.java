package press.communique.mail.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import press.communique.core.audience.EmailAddress;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Pace;

/**
 * Lets mail through to named addresses only, so that a newsroom can be tried with the whole of its audience.
 *
 * <pre>{@code Mailer mailer = Sandbox.around(new SesMailer(aws, set), settings.mailSandbox());}</pre>
 *
 * <p>Whoever makes up a batch asks {@link #reaches} and excludes the others, so that the books say why; what comes here
 * all the same goes no further.
 */
public final class Sandbox implements Mailer {

    /** Why a reader is excluded, as one word. */
    public static final String REASON = "sandbox";

    private final Mailer mailer;
    private final Set<EmailAddress> named;

    private Sandbox(Mailer mailer, Set<EmailAddress> named) {
        this.mailer = mailer;
        this.named = named;
    }

    /**
     * @param addresses to which alone mail may go, what is no address to nobody; if there is none, to everybody
     */
    public static Mailer around(Mailer mailer, List<String> addresses) {
        return addresses.isEmpty()
                ? mailer
                : new Sandbox(
                        mailer,
                        addresses.stream()
                                .flatMap(text -> EmailAddress.parse(text).stream())
                                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public boolean reaches(EmailAddress address) {
        return named.contains(address);
    }

    @Override
    public boolean isSandbox() {
        return true;
    }

    @Override
    public Reply send(Sender from, List<Mail> mails) {
        List<Mail> let = mails.stream().filter(mail -> reaches(mail.to())).toList();
        List<Outcome> answers =
                let.isEmpty() ? List.of() : mailer.send(from, let).outcomes(let.size());
        var outcomes = new ArrayList<Outcome>();
        int next = 0;
        for (Mail mail : mails) {
            outcomes.add(reaches(mail.to()) ? answers.get(next++) : Outcome.rejected(REASON));
        }
        return new Reply.Answered(outcomes);
    }

    @Override
    public Reply send(Sender from, Mail mail) {
        return reaches(mail.to()) ? mailer.send(from, mail) : new Reply.Answered(List.of(Outcome.rejected(REASON)));
    }

    @Override
    public Pace pace() {
        return mailer.pace();
    }
}
