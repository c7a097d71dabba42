package press.communique.core.mail;

import java.util.EnumSet;
import java.util.Set;

/**
 * Everything that was heard about one mail to one reader. It only grows, and what follows from it does not depend on the
 * order in which it came: events that come twice, late or in the wrong order change nothing.
 */
public record Heard(Set<Feedback> all) {

    public static final Heard NOTHING = new Heard(Set.of());

    public Heard {
        all = Set.copyOf(all);
    }

    public Heard and(Set<Feedback> more) {
        if (more.isEmpty()) {
            return this;
        }
        var both = EnumSet.copyOf(more);
        both.addAll(all);
        return new Heard(both);
    }

    /** Whether the mail came back. An answer like "I am on leave" comes back from a mail that was delivered. */
    public boolean bounced() {
        return all.contains(Feedback.BOUNCED)
                || all.contains(Feedback.BOUNCED_SOFTLY) && !all.contains(Feedback.DELIVERED);
    }

    public boolean complained() {
        return all.contains(Feedback.COMPLAINED);
    }

    /**
     * What becomes of an outcome by what was heard. It only moves forward: from not known to accepted, and from there to
     * rejected; whoever was not mailed, or goes again in another batch, is not touched.
     */
    public Outcome settle(Outcome known, String messageId) {
        if (all.isEmpty() || known.kind() != Outcome.Kind.UNCERTAIN && known.kind() != Outcome.Kind.ACCEPTED) {
            return known;
        }
        if (all.contains(Feedback.REFUSED)) {
            return Outcome.rejected("refused");
        }
        if (all.contains(Feedback.UNRENDERED)) {
            return Outcome.rejected("unrendered");
        }
        return known.kind() == Outcome.Kind.ACCEPTED ? known : Outcome.accepted(messageId);
    }
}
