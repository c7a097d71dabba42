package press.communique.core.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * At most {@value #LARGEST} readers who are mailed in one call. Frozen once written: who is in it never changes.
 *
 * @param sequence its place in the share, from 1
 * @param attempt the number of the attempt for these readers, from 1
 * @param readers ids
 * @param outcomes what became of each reader, as far as it is decided
 * @param heard what the mail provider told of each reader's mail afterwards, or before our own mark
 * @param before the batch of the attempt before, by its sequence; 0 in the first
 */
public record Batch(
        String mailing,
        int share,
        long sequence,
        int attempt,
        List<String> readers,
        State state,
        Optional<Claim> claim,
        Map<String, Outcome> outcomes,
        Map<String, Heard> heard,
        long before) {

    /** SES takes so many in one call (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html). */
    public static final int LARGEST = 50;

    public Batch {
        readers = List.copyOf(readers);
        outcomes = Map.copyOf(outcomes);
        heard = Map.copyOf(heard);
    }

    /** Of a first attempt, of which nothing was heard. */
    public Batch(
            String mailing,
            int share,
            long sequence,
            int attempt,
            List<String> readers,
            State state,
            Optional<Claim> claim,
            Map<String, Outcome> outcomes) {
        this(mailing, share, sequence, attempt, readers, state, claim, outcomes, Map.of(), 0);
    }

    public Heard heard(String reader) {
        return heard.getOrDefault(reader, Heard.NOTHING);
    }

    /** This batch as its worker has it after the claim: those who are not mailed are settled. */
    public Batch claimed(Claim by, Map<String, Outcome> excluded) {
        return new Batch(
                mailing, share, sequence, attempt, readers, State.CLAIMED, Optional.of(by), excluded, heard, before);
    }

    /** It only moves forward. */
    public enum State {
        /** Who is in it stands; nobody has begun to send. */
        FROZEN,
        /** One worker, and no other ever, may send it. */
        CLAIMED,
        /** The answer is known for each reader. */
        SENT,
        /** The worker was lost between sending and noting the answer. */
        UNCERTAIN
    }

    /**
     * Who sends it.
     *
     * @param by names one run of one function
     * @param until when that run is over for certain, whatever became of it
     * @param revision of the post that is sent
     * @param languages in which each reader gets it
     * @param contents in a digest, what is in each reader's
     * @param inSandbox whether mail goes to named addresses only
     */
    public record Claim(
            String by,
            Instant at,
            Instant until,
            long revision,
            Map<String, String> languages,
            Map<String, List<DigestItem>> contents,
            boolean inSandbox) {
        public Claim {
            languages = Map.copyOf(languages);
            contents = Map.copyOf(contents);
        }

        /** Of a mail about one post. */
        public Claim(String by, Instant at, Instant until, long revision, Map<String, String> languages) {
            this(by, at, until, revision, languages, Map.of(), false);
        }
    }
}
