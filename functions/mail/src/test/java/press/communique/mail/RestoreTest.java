package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Books;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Progress;
import press.communique.mail.testing.MemoryLedger;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Ledger;
import press.communique.store.mailing.Mailings;
import press.communique.store.testing.LocalTables;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The tables are restored to a moment in the midst of mailings that went on after it: nobody is mailed twice. */
class RestoreTest extends MailFlow {

    private static final int READERS = 120;

    private final LocalTables copy = new LocalTables();
    private final String audience = copy.audience();
    private final Mailings restoredMailings = new Mailings(copy.client(), audience);
    private final EmergencyStop stop = new EmergencyStop(copy.client(), audience);
    private SendHandler restoredSend;
    private SweepHandler restoredSweep;
    private int moments;

    /** Before a batch is claimed (odd), and while it is being sent (even). */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6})
    void nobodyIsMailedTwiceWheneverTheMomentWas(int moment) {
        newsroom.subscribe(READERS);
        String lateNews = newsroom.publish("Not announced yet");
        String post = newsroom.publish("Agreement");
        sweep.handleRequest(null, null);
        newsroom.queue.drain();
        announce(post);
        newsroom.ledger.before(() -> copyAt(moment));
        newsroom.mailer.before(() -> copyAt(moment));
        deliverAll();
        announce(lateNews);
        deliverAll();
        assertThat(newsroom.mailer.accepted()).as("all of two mailings").hasSize(2 * READERS);

        restored(newsroom.ledger);
        newsroom.clock.pass(Duration.ofMinutes(16));
        wake(post);
        deliverAll(restoredSend);
        assertThat(newsroom.mailer.accepted()).as("held").hasSize(2 * READERS);

        restoredSweep.handleRequest(null, null);
        deliverAll(restoredSend);
        assertThat(stop.reason()).contains(EmergencyStop.RESTORED);
        assertThat(stop.isReconciling()).isFalse();
        assertThat(newsroom.mailer.accepted()).as("held until a person says so").hasSize(2 * READERS);

        stop.release(newsroom.clock.instant());
        everythingThatHappensByItself();
        assertThat(newsroom.mailer.times()).hasSize(READERS).doesNotContainValue(3);
        assertThat(newsroom.mailer.accepted()).as("nobody again").hasSize(2 * READERS);
        int known = (moment - 1) / 2 * 50;
        assertThat(books(post)).isEqualTo(new Books(READERS, known, 0, 0, READERS - known, 0));
        assertThat(books(lateNews)).isEqualTo(new Books(READERS, 0, 0, 0, READERS, 0));
    }

    @Test
    void whatIsNewAfterItGoesOutAsAlways() {
        newsroom.subscribe(READERS);
        announce(newsroom.publish("Agreement"));
        newsroom.mailer.before(() -> copyAt(2));
        newsroom.ledger.before(() -> copyAt(2));
        deliverAll();
        restored(newsroom.ledger);
        restoredSweep.handleRequest(null, null);
        stop.release(newsroom.clock.instant());
        everythingThatHappensByItself();

        newsroom.subscribe("later@example.org");
        copyAll(newsroom.tables.audience(), audience, "READERS#");
        String news = newsroom.publish("News");
        copyAll(newsroom.tables.posts(), copy.posts(), "POST#" + news);
        newsroom.clock.pass(Duration.ofMinutes(3));
        everythingThatHappensByItself();
        assertThat(books(news).accepted()).isEqualTo(READERS + 1);
        assertThat(newsroom.mailer.accepted()).hasSize(2 * READERS + 1);
    }

    @Test
    void aPersonMayHaveThoseMailedAgainWhoWereNot() {
        newsroom.subscribe(20);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.ledger.before(() -> copyAt(1));
        deliverAll();
        restored(newsroom.ledger);
        restoredSweep.handleRequest(null, null);
        stop.release(newsroom.clock.instant());
        everythingThatHappensByItself();

        var batches = new Batches(copy.client(), audience);
        Batch uncertain = batches.uncertain(10).get(0);
        batches.decide(uncertain, Outcome.again("by-hand"), newsroom.clock.instant());
        everythingThatHappensByItself();
        assertThat(newsroom.mailer.times()).hasSize(20).doesNotContainValue(1);
        assertThat(books(post)).isEqualTo(new Books(20, 20, 0, 0, 0, 0));
    }

    @Test
    void withoutItsLedgerNobodyOfWhatWasUnderWayIsMailed() {
        newsroom.subscribe(READERS);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.ledger.before(() -> copyAt(3));
        newsroom.mailer.before(() -> copyAt(3));
        deliverAll();
        restored(new MemoryLedger("another bucket"));
        restoredSweep.handleRequest(null, null);
        newsroom.clock.pass(Duration.ofMinutes(1));
        stop.release(newsroom.clock.instant());
        everythingThatHappensByItself();
        assertThat(newsroom.mailer.times()).hasSize(READERS).doesNotContainValue(2);
        assertThat(books(post)).isEqualTo(new Books(READERS, 50, 0, 0, READERS - 50, 0));
    }

    @Test
    void whoCannotBeWrittenDownIsNotMailed() {
        newsroom.subscribe(20);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.ledger.before(() -> {
            throw new IllegalStateException("The bucket is away");
        });
        List<String> messages = newsroom.queue.drain();
        assertThat(deliver(messages.get(0))).isFalse();
        assertThat(newsroom.mailer.accepted()).isEmpty();
        newsroom.ledger.before(() -> {});
        assertThat(deliver(messages.get(0))).isTrue();
        assertThat(progress(post).books()).isEqualTo(new Books(20, 20, 0, 0, 0, 0));
    }

    /** What a restore to this moment gives: both tables as they are now. */
    private void copyAt(int moment) {
        if (++moments == moment) {
            copyAll(newsroom.tables.audience(), audience, "");
            copyAll(newsroom.tables.posts(), copy.posts(), "");
        }
    }

    private void copyAll(String from, String to, String partitions) {
        List<WriteRequest> writes = newsroom.dynamo.scanPaginator(scan -> scan.tableName(from)).items().stream()
                .filter(item -> item.get("pk").s().startsWith(partitions))
                .map(item -> WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build())
                .toList();
        for (int at = 0; at < writes.size(); at += 25) {
            List<WriteRequest> some = writes.subList(at, Math.min(writes.size(), at + 25));
            newsroom.dynamo.batchWriteItem(write -> write.requestItems(Map.of(to, some)));
        }
    }

    private void restored(Ledger ledger) {
        newsroom.mailer.before(() -> {});
        newsroom.ledger.before(() -> {});
        var environment = new HashMap<>(newsroom.environment());
        environment.put("AUDIENCE_TABLE", audience);
        environment.put("POSTS_TABLE", copy.posts());
        restoredSend = new SendHandler(environment, newsroom.mailer, ledger, newsroom.clock, moment -> {});
        restoredSweep = new SweepHandler(environment, ledger, newsroom.clock);
    }

    private void everythingThatHappensByItself() {
        for (int round = 0; round < 6; round++) {
            newsroom.clock.pass(Duration.ofMinutes(16));
            restoredSweep.handleRequest(null, null);
            newsroom.queue.drain().forEach(message -> deliver(restoredSend, message));
        }
    }

    private void wake(String post) {
        deliver(restoredSend, "{\"mailing\":\"" + post + "-first\",\"share\":0}");
    }

    private Books books(String post) {
        Progress progress = restoredMailings.progress(post + "-first").orElseThrow();
        assertThat(progress.done()).isTrue();
        return progress.books();
    }
}
