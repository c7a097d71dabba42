package press.communique.mail.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.Partition;
import press.communique.core.mail.Share;

class SharesTest {

    @Test
    void nobodyIsNoShare() {
        assertThat(Shares.of("m", new long[Partition.COUNT])).isEmpty();
    }

    @Test
    void twoHundredReadersAreOneMessage() {
        assertThat(Shares.of("m", each(3))).hasSize(1);
    }

    @Test
    void aHundredThousandAreSixtyFour() {
        assertThat(Shares.of("m", each(1_563))).hasSize(64);
    }

    @Test
    void emptyPartitionsAtTheEndsBelongToNoShare() {
        long[] counts = new long[Partition.COUNT];
        counts[7] = 2;
        counts[9] = 1;
        List<Share> shares = Shares.of("m", counts);
        assertThat(shares).hasSize(1);
        assertThat(shares.get(0).cursor().partition()).isEqualTo(7);
        assertThat(shares.get(0).lastPartition()).isEqualTo(9);
    }

    @Test
    void everyReaderIsInExactlyOneShare() {
        long[] counts = new long[Partition.COUNT];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = i % 5 == 0 ? 0 : i * 37L % 900;
        }
        int[] covered = new int[Partition.COUNT];
        List<Share> shares = Shares.of("m", counts);
        for (int i = 0; i < shares.size(); i++) {
            assertThat(shares.get(i).number()).isEqualTo(i);
            for (int p = shares.get(i).cursor().partition(); p <= shares.get(i).lastPartition(); p++) {
                covered[p]++;
            }
        }
        for (int p = 0; p < counts.length; p++) {
            assertThat(covered[p]).as("partition %s", p).isEqualTo(counts[p] > 0 ? 1 : covered[p] > 0 ? 1 : 0);
        }
    }

    private static long[] each(long readers) {
        long[] counts = new long[Partition.COUNT];
        Arrays.fill(counts, readers);
        return counts;
    }
}
