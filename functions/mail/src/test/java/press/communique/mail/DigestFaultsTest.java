package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.Frequency;
import press.communique.core.mail.Books;
import press.communique.core.mail.Progress;
import press.communique.mail.channel.ChannelQueues;
import press.communique.mail.outbox.Mail;
import press.communique.mail.outbox.Turns;
import press.communique.mail.share.BeforeRestore;
import press.communique.mail.share.ShareMessageForm;
import press.communique.mail.share.ShareWorker;
import press.communique.mail.testing.Dying;
import press.communique.mail.testing.Killed;
import press.communique.mail.testing.MemoryMailer;
import press.communique.mail.testing.Newsroom;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.audience.Readers;
import press.communique.store.aws.AwsClients;
import press.communique.store.digest.DigestHours;
import press.communique.store.digest.DigestLog;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.Deliveries;
import press.communique.store.mailing.Handed;
import press.communique.store.mailing.Home;
import press.communique.store.mailing.Mailings;
import press.communique.store.mailing.SendingSlots;
import press.communique.store.posts.Releases;
import press.communique.store.queue.ShareMessages;
import press.communique.store.site.Sites;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Whoever announces, opens or sends is killed at each call; then everything is done again. */
class DigestFaultsTest extends DigestFlow {

    private static final String JANE = "jane@example.org";

    private long lost;
    private long uncertain;

    @Test
    void killed_at_any_call_every_reader_is_told_once() {
        newsroom.subscribe(JANE, daily(BRUSSELS, 9));
        newsroom.subscribe("john@example.org", daily(BRUSSELS, 9));
        newsroom.subscribe("at-once@example.org");
        tick();
        int calls = aDay("Counted", new Dying(0, true));
        assertThat(calls).isGreaterThan(25);
        assertThat(newsroom.mailer.accepted()).hasSize(3);
        for (int call = 1; call <= calls; call++) {
            for (boolean before : List.of(true, false)) {
                int mailed = newsroom.mailer.accepted().size();
                String title = "Killed at " + call + (before ? " before" : " after");
                aDay(title, new Dying(call, before));
                List<Mail> mails = newsroom.mailer
                        .accepted()
                        .subList(mailed, newsroom.mailer.accepted().size());
                assertThat(mails).as(title).extracting(Mail::subject).containsOnly(title);
                assertThat(mails).as(title).extracting(Mail::to).doesNotHaveDuplicates();
                assertThat(3L - mails.size()).as(title).isLessThanOrEqualTo(uncertain);
                lost += 3 - mails.size();
            }
        }
        assertThat(lost)
                .as(
                        "between claim and call, and at the look in between whether there is room, at once and in the digest")
                .isEqualTo(6);
    }

    /** A post goes live, its digest comes, and everything that was lost is made up for. @return the number of calls */
    private int aDay(String title, Dying dying) {
        DynamoDbClient dynamo = dying.client(newsroom.environment());
        String post = newsroom.publish(title);
        try {
            announcing(dynamo).announce(post);
            newsroom.queue.drain().forEach(message -> work(dynamo, message));
            newsroom.clock.pass(Duration.ofHours(24));
            digests(dynamo).open();
            newsroom.queue.drain().forEach(message -> work(dynamo, message));
        } catch (Killed killed) {
            newsroom.clock.pass(Duration.ofMinutes(10));
            newsroom.queue.drain();
        }
        int calls = dying.calls();
        announce(post);
        deliverAll();
        sweep.handleRequest(null, null);
        newsroom.clock.pass(Duration.ofMinutes(5));
        tick();
        newsroom.clock.pass(Duration.ofHours(24));
        tick();
        newsroom.clock.pass(Duration.ofMinutes(20));
        tick();
        Books books = told(post).get(Frequency.DAILY);
        assertThat(books.pending()).as(title).isZero();
        assertThat(books.audience()).as(title).isEqualTo(2);
        uncertain = books.uncertain() + progress(post).books().uncertain();
        return calls;
    }

    @Test
    void a_mail_of_which_nobody_knows_whether_it_was_taken_is_not_sent_again_and_stands_in_the_books() {
        newsroom.subscribe(JANE, daily(BRUSSELS, 9));
        String post = goesLive("Agreement");
        newsroom.mailer.next(MemoryMailer.CALLER_DIES);
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
        assertThat(told(post)).isEqualTo(Map.of(Frequency.DAILY, new Books(1, 0, 0, 0, 1, 0)));
    }

    @Test
    void a_mail_that_was_throttled_goes_again_with_the_same_news_and_no_more() {
        newsroom.subscribe(JANE, daily(BRUSSELS, 9));
        String post = goesLive("Agreement");
        String gone = goesLive("Gone");
        newsroom.mailer.next(MemoryMailer.THROTTLED);
        passUntil("2026-11-24T08:00:00Z");
        assertThat(told(post)).isEqualTo(Map.of(Frequency.DAILY, new Books(1, 0, 0, 0, 0, 1)));
        newsroom.withdraw(gone);
        String next = goesLive("Next");
        newsroom.clock.pass(Duration.ofMinutes(5));
        tick();
        assertThat(subjects(JANE)).containsExactly("Agreement");
        assertThat(told(post)).isEqualTo(Map.of(Frequency.DAILY, new Books(1, 1, 0, 0, 0, 0)));
        assertThat(told(gone)).isEqualTo(Map.of(Frequency.DAILY, new Books(1, 0, 0, 1, 0, 0)));
        assertThat(told(next)).isEmpty();
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement", "Next");
    }

    @Test
    void a_part_of_a_batch_that_fails_is_in_the_books_of_each_release() {
        IntStream.range(0, 12).forEach(i -> newsroom.subscribe("r" + i + "@example.org", daily(BRUSSELS, 9)));
        String post = goesLive("Agreement");
        newsroom.mailer.next(MemoryMailer.PARTLY);
        passUntil("2026-11-24T12:00:00Z");
        Books books = told(post).get(Frequency.DAILY);
        assertThat(books.audience()).isEqualTo(12);
        assertThat(books.rejected()).isEqualTo(2);
        assertThat(books.accepted()).isEqualTo(10);
        assertThat(newsroom.mailer.times()).doesNotContainValue(2);
    }

    @Test
    void a_run_that_is_started_twice_at_the_same_moment_mails_once() throws Exception {
        IntStream.range(0, 60).forEach(i -> newsroom.subscribe("r" + i + "@example.org", daily(BRUSSELS, 8)));
        goesLive("Agreement");
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> runs = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(
                            i -> threads.submit(() -> digests(newsroom.dynamo).open()))
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
            List<String> messages = newsroom.queue.drain();
            assertThat(messages).isNotEmpty();
            List<Future<?>> workers = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> work(newsroom.dynamo, messages.get(0))))
                    .toList();
            for (Future<?> worker : workers) {
                worker.get();
            }
        } finally {
            threads.shutdown();
        }
        deliverAll();
        passUntil("2026-11-24T07:30:00Z");
        assertThat(newsroom.mailer.times()).hasSize(60).doesNotContainValue(2);
        Progress progress = mailings.progress("digest-2026-11-24T0700Z").orElseThrow();
        assertThat(progress.books()).isEqualTo(new Books(60, 60, 0, 0, 0, 0));
        assertThat(progress.done()).isTrue();
    }

    @Test
    void what_goes_live_while_the_digest_is_on_its_way_comes_with_the_next() {
        newsroom.subscribe(JANE, daily(BRUSSELS, 8));
        goesLive("Before");
        digests(newsroom.dynamo).open();
        String during = newsroom.publish("During");
        announce(during);
        deliverAll();
        assertThat(subjects(JANE)).containsExactly("Before");
        passUntil("2026-11-25T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Before", "During");
    }

    @Test
    void releases_at_the_same_moment_get_one_position_each_and_none_is_left_out() throws Exception {
        List<String> posts = IntStream.range(0, 12)
                .mapToObj(i -> newsroom.publish("Post " + i))
                .toList();
        var log = new DigestLog(newsroom.dynamo, newsroom.tables.audience());
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> runs = posts.stream()
                    .<Future<?>>map(post -> threads.submit(() -> {
                        announcing(newsroom.dynamo).announce(post);
                        announcing(newsroom.dynamo).announce(post);
                    }))
                    .toList();
            long seen = 0;
            while (log.head().last() < posts.size()) {
                long last = log.head().last();
                assertThat(log.entries(0, last)).as("all there up to the head").hasSize((int) last);
                assertThat(last).isGreaterThanOrEqualTo(seen);
                seen = last;
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(log.entries(0, 100).keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 12).mapToObj(i -> (long) i).toList());
    }

    private Announcing announcing(DynamoDbClient dynamo) {
        String audience = newsroom.tables.audience();
        return new Announcing(
                new Releases(dynamo, newsroom.tables.posts()),
                new ReaderCounts(dynamo, audience),
                new Mailings(dynamo, audience),
                new DigestLog(dynamo, audience),
                queue(),
                new ChannelQueues(new AwsClients(newsroom.environment()), List.of()),
                newsroom.clock);
    }

    private Digests digests(DynamoDbClient dynamo) {
        String audience = newsroom.tables.audience();
        return new Digests(
                new DigestLog(dynamo, audience),
                new DigestHours(dynamo, audience),
                new ReaderCounts(dynamo, audience),
                new Mailings(dynamo, audience),
                new Sites(dynamo, newsroom.tables.posts()),
                queue(),
                newsroom.clock);
    }

    private ShareMessages queue() {
        return new ShareMessages(
                new AwsClients(newsroom.environment()), newsroom.queue.url(), newsroom.urgentQueue.url());
    }

    private void work(DynamoDbClient dynamo, String message) {
        String audience = newsroom.tables.audience();
        var readers = new Readers(dynamo, audience, newsroom.seal);
        new ShareWorker(
                        new Mailings(dynamo, audience),
                        new Deliveries(dynamo, audience),
                        new Batches(dynamo, audience, readers),
                        readers,
                        new Releases(dynamo, newsroom.tables.posts(), newsroom.s3, "private"),
                        new Sites(dynamo, newsroom.tables.posts()),
                        Newsroom.SITE_URL,
                        newsroom.tokens,
                        new DigestLog(dynamo, audience),
                        newsroom.mailer,
                        new Turns(new SendingSlots(dynamo, audience), newsroom.mailer, newsroom.clock, moment -> {}),
                        queue(),
                        new Home(dynamo, audience, newsroom.ledger.name()),
                        new BeforeRestore(new Handed(dynamo, audience)),
                        newsroom.ledger,
                        newsroom.clock)
                .work(ShareMessageForm.read(message), Duration.ofMinutes(1));
    }
}
