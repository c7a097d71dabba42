package press.communique.core.mail;

import java.util.Optional;

/**
 * How far a mailing is.
 *
 * @param done whether every share of it is
 * @param stopped why it went no further, if it was stopped: {@code withdrawn}, {@code cancelled}
 * @param returned what came of mails after they were accepted
 * @param hold whether an editor holds it
 * @param inSandbox whether mail went to named addresses only
 * @param forecast when it will be done; nothing while nobody can say, or while it is held
 */
public record Progress(
        Mailing mailing,
        Books books,
        Returned returned,
        boolean done,
        Optional<String> stopped,
        Optional<Hold> hold,
        boolean inSandbox,
        Optional<Forecast> forecast) {}
