package press.communique.core.mail;

import java.util.Optional;

/**
 * How far a mailing is.
 *
 * @param done whether every share of it is
 * @param stopped why it went no further, if it was stopped: {@code withdrawn}
 */
public record Progress(Mailing mailing, Books books, boolean done, Optional<String> stopped) {}
