package press.communique.core.mail;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The part of a mailing that one worker goes through: some partitions of the audience, one batch after the other.
 *
 * @param lastPartition of those that belong to it, which are consecutive
 * @param cursor how far its readers were read
 * @param next the sequence of the next batch to freeze
 * @param open the batch that is frozen or claimed; there is at most one at a time
 * @param again readers whose mail was not taken and may go again, in the order in which they wait
 * @param allRead whether every reader was read, or reading was given up because the mailing was stopped
 * @param done whether nothing is left to do
 * @param stopped why reading was given up: {@code withdrawn}
 * @param inSandbox whether a batch of it was claimed while mail went to named addresses only
 */
public record Share(
        String mailing,
        int number,
        int lastPartition,
        Cursor cursor,
        long next,
        OptionalLong open,
        List<Again> again,
        boolean allRead,
        boolean done,
        Optional<String> stopped,
        Books books,
        Returned returned,
        boolean inSandbox) {

    public Share {
        again = List.copyOf(again);
    }

    /** A share at its beginning. */
    public static Share of(String mailing, int number, int firstPartition, int lastPartition) {
        return new Share(
                mailing,
                number,
                lastPartition,
                Cursor.startOf(firstPartition),
                1,
                OptionalLong.empty(),
                List.of(),
                false,
                false,
                Optional.empty(),
                Books.EMPTY,
                Returned.NONE,
                false);
    }
}
