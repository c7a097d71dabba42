package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** S3Proxy alone lets several writers with one condition win; the site's files depend on one. */
@ExtendWith(SmallStack.Shared.class)
class ConditionalWritesTest {

    private static final int WRITERS = 8;
    private static final int ROUNDS = 40;

    @Test
    void of_many_writers_with_one_if_match_one_wins(SmallStack small) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "race/" + round;
            String etag = small.clients
                    .s3()
                    .putObject(put -> put.bucket("site-bucket").key(key), RequestBody.fromString("before"))
                    .eTag();
            assertThat(winners(small, key, put -> put.ifMatch(etag)))
                    .as("round %d", round)
                    .hasSize(1);
        }
    }

    @Test
    void of_many_writers_of_a_new_file_one_wins(SmallStack small) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "new/" + round;
            List<Integer> winners = winners(small, key, put -> put.ifNoneMatch("*"));
            assertThat(winners).as("round %d", round).hasSize(1);
            assertThat(small.clients
                            .s3()
                            .getObjectAsBytes(get -> get.bucket("site-bucket").key(key))
                            .asUtf8String())
                    .as("what the winner wrote stays")
                    .isEqualTo("by writer " + winners.get(0));
        }
    }

    @Test
    void a_condition_on_what_is_not_there_is_404(SmallStack small) {
        assertThat(statusOf(() -> small.clients
                        .s3()
                        .putObject(
                                put -> put.bucket("site-bucket").key("absent").ifMatch("\"0\""),
                                RequestBody.fromString("x"))))
                .isEqualTo(404);
    }

    private static List<Integer> winners(SmallStack small, String key, Consumer<PutObjectRequest.Builder> condition)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            CyclicBarrier together = new CyclicBarrier(WRITERS);
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                statuses.add(threads.submit(() -> {
                    together.await();
                    return statusOf(() -> small.clients
                            .s3()
                            .putObject(
                                    put -> condition.accept(
                                            put.bucket("site-bucket").key(key)),
                                    RequestBody.fromString("by writer " + number)));
                }));
            }
            List<Integer> winners = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int status = statuses.get(writer).get();
                if (status == 200) {
                    winners.add(writer);
                } else {
                    assertThat(status).isIn(409, 412);
                }
            }
            return winners;
        } finally {
            threads.shutdownNow();
        }
    }

    private static int statusOf(Runnable write) {
        try {
            write.run();
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }
}
