package press.communique.mail.share;

import java.util.ArrayList;
import java.util.List;
import press.communique.core.mail.Share;

/** Cuts an audience into shares by its size: two hundred readers are one share, a hundred thousand are sixty-four. */
public final class Shares {

    /** A share is closed once it has so many readers; about a quarter of a minute of one worker's time. */
    static final int ENOUGH = 1_000;

    private Shares() {}

    /**
     * @param counts how many readers each partition has; empty ones at a share's ends belong to none
     * @return none if there is nobody
     */
    public static List<Share> of(String mailing, long[] counts) {
        var shares = new ArrayList<Share>();
        int first = -1;
        int last = -1;
        long readers = 0;
        for (int partition = 0; partition < counts.length; partition++) {
            if (counts[partition] <= 0) {
                continue;
            }
            first = first < 0 ? partition : first;
            last = partition;
            readers += counts[partition];
            if (readers >= ENOUGH) {
                shares.add(Share.of(mailing, shares.size(), first, last));
                first = -1;
                readers = 0;
            }
        }
        if (first >= 0) {
            shares.add(Share.of(mailing, shares.size(), first, last));
        }
        return shares;
    }
}
