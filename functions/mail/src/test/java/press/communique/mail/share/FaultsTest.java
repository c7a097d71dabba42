package press.communique.mail.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.Suppression;
import press.communique.core.mail.Books;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Progress;
import press.communique.core.post.Intent;
import press.communique.mail.outbox.Mail;
import press.communique.mail.outbox.Turns;
import press.communique.mail.testing.Killed;
import press.communique.mail.testing.MemoryMailer;
import press.communique.mail.testing.Newsroom;
import press.communique.store.audience.Erasures;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.audience.Readers;
import press.communique.store.aws.AwsClients;
import press.communique.store.digest.DigestLog;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.Deliveries;
import press.communique.store.mailing.Handed;
import press.communique.store.mailing.Home;
import press.communique.store.mailing.Mailings;
import press.communique.store.mailing.SendingSlots;
import press.communique.store.posts.Releases;
import press.communique.store.queue.ShareMessage;
import press.communique.store.queue.ShareMessages;
import press.communique.store.site.Sites;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A worker is killed at each of its calls, before and after it takes effect; after every write the books are read. */
class FaultsTest {

    private final Newsroom newsroom = new Newsroom();
    private final Mailings mailings = new Mailings(newsroom.dynamo, newsroom.tables.audience());
    private final ShareMessages queue =
            new ShareMessages(new AwsClients(newsroom.environment()), newsroom.queue.url(), newsroom.urgentQueue.url());

    @AfterEach
    void close() {
        newsroom.close();
    }

    @Test
    void killedAtAnyCallNobodyIsSkippedNobodyIsMailedTwiceAndTheBooksBalance() {
        newsroom.subscribe(55);
        List<Boolean> calls = callsOfAWholeMailing();
        assertThat(calls).hasSizeGreaterThan(15).contains(true, false);
        for (int call = 1; call <= calls.size(); call++) {
            mailWithOneDeath(call, true);
            if (calls.get(call - 1)) {
                mailWithOneDeath(call, false);
            }
        }
    }

    /** @return for each call whether it writes; to die after a read is to die before the next call */
    private List<Boolean> callsOfAWholeMailing() {
        String mailing = open(newsroom.publish("Counted"));
        var dynamo = new Watched(mailing, 0, true);
        worker(dynamo.client(), newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(mailings.progress(mailing).orElseThrow().done()).isTrue();
        return dynamo.calls;
    }

    private void mailWithOneDeath(int call, boolean before) {
        var mailer = new MemoryMailer();
        String mailing = open(newsroom.publish("Killed at " + call + before));
        try {
            worker(new Watched(mailing, call, before).client(), mailer)
                    .work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        } catch (Killed killed) {
            newsroom.clock.pass(Duration.ofMinutes(10));
            worker(new Watched(mailing, 0, true).client(), mailer)
                    .work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        }
        Progress progress = mailings.progress(mailing).orElseThrow();
        assertThat(progress.done()).as("killed at %s, before: %s", call, before).isTrue();
        assertThat(progress.books().audience()).isEqualTo(55);
        assertThat(progress.books().pending()).isZero();
        assertThat(mailer.times()).doesNotContainValue(2);
        assertThat(progress.books().accepted())
                .as("accepted according to the provider, but for what is uncertain")
                .isBetween(mailer.accepted().size() - progress.books().uncertain(), (long)
                        mailer.accepted().size());
        assertThat(progress.books().uncertain()).isIn(0L, 5L, 50L);
    }

    @Test
    void whoUnsubscribesBetweenReadingAndClaimIsNotInTheBatch() {
        List<String> readers = newsroom.subscribe(10);
        String mailing = open(newsroom.publish("Agreement"));
        var dynamo = new Watched(mailing, 0, true);
        dynamo.beforeClaim = () -> newsroom.readers.unsubscribe(readers.get(4), 1, newsroom.clock.instant());
        worker(dynamo.client(), newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(10, 9, 0, 1, 0, 0));
        assertThat(mailedReaders()).hasSize(9).doesNotContain(readers.get(4));
    }

    @Test
    void whoIsErasedBetweenReadingAndClaimIsNotMailedAndCounted() {
        List<String> readers = newsroom.subscribe(10);
        String mailing = open(newsroom.publish("Agreement"));
        var dynamo = new Watched(mailing, 0, true);
        dynamo.beforeClaim = () -> new Erasures(newsroom.dynamo, newsroom.tables.audience())
                .erase(readers.get(4), 1, newsroom.clock.instant());
        worker(dynamo.client(), newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(10, 9, 0, 1, 0, 0));
        assertThat(mailedReaders()).hasSize(9).doesNotContain(readers.get(4));
    }

    @Test
    void whoIsSuppressedBetweenReadingAndClaimIsExcludedForThatReason() {
        newsroom.subscribe("jane@example.org");
        newsroom.subscribe("john@example.org");
        String mailing = open(newsroom.publish("Agreement"));
        var dynamo = new Watched(mailing, 0, true);
        dynamo.beforeClaim = () -> newsroom.suppress("jane@example.org", Suppression.Reason.COMPLAINT);
        worker(dynamo.client(), newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(2, 1, 0, 1, 0, 0));
        assertThat(newsroom.mailer.accepted())
                .extracting(mail -> mail.to().value())
                .containsExactly("john@example.org");
        assertThat(new Batches(newsroom.dynamo, newsroom.tables.audience())
                        .find(mailing, 0, 1)
                        .orElseThrow()
                        .outcomes()
                        .values())
                .contains(Outcome.excluded("suppressed"));
    }

    @Test
    void ifEverybodyUnsubscribesBetweenFreezeAndClaimNobodyIsMailed() {
        List<String> readers = newsroom.subscribe(10);
        String mailing = open(newsroom.publish("Agreement"));
        var dynamo = new Watched(mailing, 0, true);
        dynamo.beforeClaim = () -> readers.forEach(id -> newsroom.readers.unsubscribe(id, 1, newsroom.clock.instant()));
        worker(dynamo.client(), newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        Progress progress = mailings.progress(mailing).orElseThrow();
        assertThat(progress.books()).isEqualTo(new Books(10, 0, 0, 10, 0, 0));
        assertThat(progress.done()).isTrue();
        assertThat(newsroom.mailer.calls()).isEmpty();
    }

    @Test
    void whoChangesLanguageBetweenReadingAndClaimGetsTheNewOne() {
        newsroom.subscribe("jane@example.org", "en");
        String mailing = open(newsroom.publish("Agreement", "fr"));
        var dynamo = new Watched(mailing, 0, true);
        dynamo.beforeClaim = () -> {
            Reader jane = newsroom.everybody().get(0);
            newsroom.readers.unsubscribe(jane.id(), 1, newsroom.clock.instant());
            newsroom.subscribe("jane@example.org", "fr");
        };
        worker(dynamo.client(), newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(newsroom.mailer.accepted()).extracting(Mail::subject).containsExactly("Agreement (fr)");
    }

    @Test
    void whoNoLongerWantsItWhenTheBatchIsClaimedIsExcluded() {
        newsroom.subscribe("jane@example.org", "en");
        String mailing = open(newsroom.publish("Agreement"));
        var dynamo = new Watched(mailing, 0, true);
        dynamo.beforeClaim = () -> {
            newsroom.readers.unsubscribe(newsroom.everybody().get(0).id(), 1, newsroom.clock.instant());
            newsroom.subscribe(
                    "jane@example.org",
                    Preferences.of(List.of("en"), List.of(new Interest(List.of(), List.of(), Frequency.WEEKLY))));
        };
        worker(dynamo.client(), newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(1, 0, 0, 1, 0, 0));
    }

    @Test
    void aPostWithdrawnBetweenFreezeAndClaimExcludesTheWholeBatch() {
        newsroom.subscribe(10);
        String post = newsroom.publish("Agreement");
        String mailing = open(post);
        // The worker dies after the freeze: its batch waits.
        var dying = new Watched(mailing, 0, true);
        dying.beforeClaim = () -> {
            throw new Killed();
        };
        try {
            worker(dying.client(), newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        } catch (Killed killed) {
            newsroom.withdraw(post);
        }
        assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(10, 0, 0, 0, 0, 10));
        worker(new Watched(mailing, 0, true).client(), newsroom.mailer)
                .work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        Progress progress = mailings.progress(mailing).orElseThrow();
        assertThat(progress.books()).isEqualTo(new Books(10, 0, 0, 10, 0, 0));
        assertThat(progress.done()).isTrue();
        assertThat(newsroom.mailer.calls()).isEmpty();
    }

    @Test
    void anAnswerThatComesAfterItsWorkerWasGivenUpIsNotedAfterAll() {
        newsroom.subscribe(10);
        String mailing = open(newsroom.publish("Agreement"));
        newsroom.mailer.before(() -> {
            // While the call is under way an hour passes, and another worker takes this one for dead.
            newsroom.mailer.before(() -> {});
            newsroom.clock.pass(Duration.ofHours(1));
            worker(newsroom.dynamo, newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
            assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(10, 0, 0, 0, 10, 0));
        });
        newsroom.mailer.next(MemoryMailer.PARTLY);
        worker(new Watched(mailing, 0, true).client(), newsroom.mailer)
                .work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(10, 5, 2, 0, 0, 3));
        newsroom.clock.pass(Duration.ofMinutes(1));
        worker(newsroom.dynamo, newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(10, 8, 2, 0, 0, 0));
        assertThat(newsroom.mailer.times()).doesNotContainValue(2);
    }

    @Test
    void whatWasAnsweredIsKeptIfItsTurnCannotBeNoted() {
        newsroom.subscribe(10);
        String mailing = open(newsroom.publish("Agreement"));
        newsroom.mailer.next(MemoryMailer.PARTLY);
        worker(throttling("SET calls.#slot = :call"), newsroom.mailer)
                .work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(10, 5, 2, 0, 0, 3));
    }

    @Test
    void aBatchThatCannotBeginSinceItsTurnCannotBeReadGoesAgain() {
        newsroom.subscribe(10);
        String mailing = open(newsroom.publish("Agreement"));
        newsroom.mailer.before(() -> {
            throw new AssertionError("Nobody knows whether it may begin");
        });
        worker(throttlingReadsOfTheRateAfterTheFirst(), newsroom.mailer)
                .work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(10, 0, 0, 0, 0, 10));
        newsroom.mailer.before(() -> {});
        newsroom.clock.pass(Duration.ofMinutes(1));
        worker(newsroom.dynamo, newsroom.mailer).work(new ShareMessage(mailing, 0), Duration.ofMinutes(1));
        assertThat(mailings.progress(mailing).orElseThrow().books()).isEqualTo(new Books(10, 10, 0, 0, 0, 0));
    }

    private DynamoDbClient throttling(String update) {
        return throttling(
                request -> request instanceof UpdateItemRequest write && update.equals(write.updateExpression()));
    }

    private DynamoDbClient throttlingReadsOfTheRateAfterTheFirst() {
        var reads = new AtomicInteger();
        return throttling(request -> request instanceof GetItemRequest get
                && get.key().get("pk").s().equals("CONTROL")
                && get.key().get("sk").s().equals("RATE")
                && reads.incrementAndGet() > 1);
    }

    private DynamoDbClient throttling(Predicate<SdkRequest> throttled) {
        return new AwsClients(newsroom.environment())
                .configure(DynamoDbClient.builder(), "DYNAMODB")
                .overrideConfiguration(throttling -> throttling.addExecutionInterceptor(new ExecutionInterceptor() {
                    @Override
                    public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
                        if (throttled.test(call.request())) {
                            throw ProvisionedThroughputExceededException.builder()
                                    .message("Throttled")
                                    .build();
                        }
                    }
                }))
                .build();
    }

    private Set<String> mailedReaders() {
        return newsroom.mailer.accepted().stream()
                .map(mail -> mail.tags().get("reader"))
                .collect(Collectors.toSet());
    }

    private String open(String post) {
        String id = Mailing.id(new Intent(post, Intent.FIRST, 1));
        var shares = Shares.of(id, new ReaderCounts(newsroom.dynamo, newsroom.tables.audience()).byPartition());
        assertThat(shares).hasSize(1);
        mailings.open(new Mailing(id, post, Intent.FIRST, 1, newsroom.clock.instant(), 1), shares);
        return id;
    }

    private ShareWorker worker(DynamoDbClient dynamo, MemoryMailer mailer) {
        String audience = newsroom.tables.audience();
        String posts = newsroom.tables.posts();
        var readers = new Readers(dynamo, audience, newsroom.seal);
        return new ShareWorker(
                new Mailings(dynamo, audience),
                new Deliveries(dynamo, audience),
                new Batches(dynamo, audience, readers),
                readers,
                new Releases(dynamo, posts, newsroom.s3, "private"),
                new Sites(dynamo, posts),
                Newsroom.SITE_URL,
                newsroom.tokens,
                new DigestLog(dynamo, audience),
                mailer,
                new Turns(new SendingSlots(dynamo, audience), mailer, newsroom.clock, moment -> {}),
                queue,
                new Home(dynamo, audience, newsroom.ledger.name()),
                new BeforeRestore(new Handed(dynamo, audience)),
                newsroom.ledger,
                newsroom.clock);
    }

    /** Counts calls, kills at one of them, does something right before the first claim, and reads the books after writes. */
    private final class Watched implements ExecutionInterceptor {

        private final String mailing;
        private final int killAt;
        private final boolean killBefore;
        private Runnable beforeClaim = () -> {};
        private final List<Boolean> calls = new ArrayList<>();

        Watched(String mailing, int killAt, boolean killBefore) {
            this.mailing = mailing;
            this.killAt = killAt;
            this.killBefore = killBefore;
        }

        DynamoDbClient client() {
            return new AwsClients(newsroom.environment())
                    .configure(DynamoDbClient.builder(), "DYNAMODB")
                    .overrideConfiguration(watched -> watched.addExecutionInterceptor(this))
                    .build();
        }

        @Override
        public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
            if (call.request() instanceof TransactWriteItemsRequest transaction
                    && transaction.transactItems().stream().anyMatch(item -> item.conditionCheck() != null)) {
                Runnable now = beforeClaim;
                beforeClaim = () -> {};
                now.run();
            }
            // A page of readers that was not read changes nothing, and there are many of them.
            if (!(call.request() instanceof QueryRequest)) {
                calls.add(writes(call.request()));
                if (calls.size() == killAt && killBefore) {
                    throw new Killed();
                }
            }
        }

        @Override
        public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
            if (writes(call.request())) {
                Optional<Progress> balanced = mailings.progress(mailing);
                assertThat(balanced).isPresent();
                if (calls.size() == killAt && !killBefore) {
                    throw new Killed();
                }
            }
        }

        private boolean writes(SdkRequest request) {
            return !request.getClass().getSimpleName().matches("(Get|BatchGet|Query).*");
        }
    }
}
