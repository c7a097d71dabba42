package press.communique.core.mail;

import java.util.List;
import java.util.Optional;

/**
 * How long a mailing will take from here, for a person who waits; a guess, since nobody knows how many of those who were
 * not looked at yet want the post.
 *
 * @param perSecond how many mails go in a second, over all that is being sent
 */
public record Forecast(double perSecond, long secondsLeft) {

    /** Two that share one rate. */
    public Forecast and(Forecast other) {
        return new Forecast(perSecond, secondsLeft + other.secondsLeft);
    }

    /**
     * Takes it that the readers to come are as many a partition as those that were looked at.
     *
     * @return nothing while too little is known, or once nobody is left
     */
    public static Optional<Forecast> of(List<Share> shares, Optional<Pace> pace) {
        long found = 0;
        long pending = 0;
        double read = 0;
        double all = 0;
        int first = 0;
        for (Share share : shares) {
            found += share.books().audience();
            pending += share.books().pending();
            int partitions = share.lastPartition() - first + 1;
            all += partitions;
            read += share.allRead() ? partitions : Math.max(0, share.cursor().partition() - first);
            first = share.lastPartition() + 1;
        }
        if (pace.isEmpty() || shares.stream().allMatch(Share::done) || found > 0 && read == 0) {
            return Optional.empty();
        }
        double toCome = read == 0 ? 0 : found / read * (all - read);
        double perSecond = pace.get().usedPerSecond();
        return Optional.of(new Forecast(perSecond, (long) Math.ceil((pending + toCome) / perSecond)));
    }
}
