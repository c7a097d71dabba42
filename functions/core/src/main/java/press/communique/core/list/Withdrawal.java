package press.communique.core.list;

import java.time.Instant;
import java.util.UUID;

/** A post that is no longer in a list because it was taken back: what feed readers need to know to forget it. */
public record Withdrawal(UUID feedId, Instant at) {}
