package press.communique.mail.outbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import press.communique.core.mail.Outcome;

/** What a call to the mail provider came to. */
public sealed interface Reply {

    /** One outcome for each of so many mails, in their order; none is left out, whatever the provider answered. */
    List<Outcome> outcomes(int mails);

    /** It answered for each mail. */
    record Answered(List<Outcome> each) implements Reply {
        public Answered {
            each = List.copyOf(each);
        }

        /** A mail that the answer does not speak of is uncertain. */
        @Override
        public List<Outcome> outcomes(int mails) {
            var all = new ArrayList<>(each.subList(0, Math.min(mails, each.size())));
            all.addAll(Collections.nCopies(mails - all.size(), Outcome.UNCERTAIN));
            return all;
        }
    }

    /** It certainly took none of them. */
    record NotSent(String reason) implements Reply {
        @Override
        public List<Outcome> outcomes(int mails) {
            return Collections.nCopies(mails, Outcome.again(reason));
        }
    }

    /** It may have taken all, some or none: the answer was lost. */
    record Unknown(String reason) implements Reply {
        @Override
        public List<Outcome> outcomes(int mails) {
            return Collections.nCopies(mails, Outcome.UNCERTAIN);
        }
    }
}
