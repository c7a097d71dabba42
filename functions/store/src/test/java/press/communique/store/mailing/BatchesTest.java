package press.communique.store.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Again;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Books;
import press.communique.core.mail.Cursor;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Share;
import press.communique.store.audience.Readers;
import press.communique.store.item.Item;
import press.communique.store.testing.LocalTables;

/** Each step of a batch, and that whoever comes second, or too late, changes nothing. */
class BatchesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final List<String> FOUR =
            IntStream.range(0, 4).mapToObj(i -> Reader.newId()).toList();
    private static final Batch.Claim MINE = new Batch.Claim("me", NOW, NOW.plusSeconds(90), 1, Map.of());
    private static final Outcome GONE = Outcome.excluded("unsubscribed");

    private final LocalTables tables = new LocalTables();
    private final Mailings mailings = new Mailings(tables.client(), tables.audience());
    private final Batches batches = new Batches(
            tables.client(),
            tables.audience(),
            new Readers(
                    tables.client(), tables.audience(), new AddressSeal("a secret that is longer than 32 characters")));

    @BeforeEach
    void open() {
        mailings.open(new Mailing("m", "post", "first", 1, NOW, 1), List.of(Share.of("m", 0, 3, 5)));
    }

    @Test
    void openingAgainFindsWhatIsThere() {
        var second = new Mailing("m", "post", "first", 2, NOW.plusSeconds(9), 2);
        assertThat(mailings.open(second, List.of(Share.of("m", 0, 0, 9), Share.of("m", 1, 10, 20)))
                        .revision())
                .isEqualTo(1);
        assertThat(mailings.share("m", 1)).isEmpty();
        assertThat(share().lastPartition()).isEqualTo(5);
    }

    @Test
    void aWorkerThatIsBehindFreezesNothingAndMovesNoCursorBack() {
        Share behind = share();
        assertThat(batches.freeze(behind, FOUR, new Cursor(4, "r"), false)).isTrue();
        assertThat(batches.freeze(behind, List.of(Reader.newId()), new Cursor(3, "a"), false))
                .isFalse();
        assertThat(batches.freeze(behind, List.of(), new Cursor(3, "a"), true)).isFalse();
        assertThat(share().cursor()).isEqualTo(new Cursor(4, "r"));
        assertThat(batches.freeze(share(), List.of(Reader.newId()), new Cursor(5, "z"), false))
                .as("one batch at a time")
                .isFalse();
        assertThat(share().books()).isEqualTo(new Books(4, 0, 0, 0, 0, 4));
    }

    @Test
    void whatIsFrozenStaysAsItWasWritten() {
        batches.freeze(share(), FOUR, new Cursor(4, "r"), false);
        Batch batch = batch(1);
        assertThat(batch.readers()).isEqualTo(FOUR);
        assertThat(batch.state()).isEqualTo(Batch.State.FROZEN);
        assertThat(batch.attempt()).isEqualTo(1);
    }

    @Test
    void aBatchIsClaimedByOneWhoeverElseTries() {
        batches.freeze(share(), FOUR, new Cursor(4, "r"), true);
        Batch batch = batch(1);
        assertThat(batches.claim(batch, MINE, List.of(), excludeAll())).isEqualTo(Batches.Claimed.YES);
        assertThat(batches.claim(batch, new Batch.Claim("other", NOW, NOW, 1, Map.of()), List.of(), excludeAll()))
                .isEqualTo(Batches.Claimed.TAKEN);
        assertThat(share().books()).isEqualTo(new Books(4, 0, 0, 4, 0, 0));
        assertThat(batch(1).state()).as("nobody is left to mail").isEqualTo(Batch.State.SENT);
    }

    @Test
    void aReaderWhoIsNotThereAsReadCannotBeClaimed() {
        batches.freeze(share(), FOUR, new Cursor(4, "r"), true);
        var stranger = new Reader(FOUR.get(0), 1, 1, true, null);
        assertThat(batches.claim(batch(1), MINE, List.of(stranger), Map.of()))
                .isEqualTo(Batches.Claimed.READER_CHANGED);
        assertThat(batch(1).state()).isEqualTo(Batch.State.FROZEN);
        assertThat(share().books()).isEqualTo(new Books(4, 0, 0, 0, 0, 4));
    }

    @Test
    void whileTheStopIsPulledNothingIsClaimed() {
        batches.freeze(share(), FOUR, new Cursor(4, "r"), true);
        var stop = new EmergencyStop(tables.client(), tables.audience());
        stop.pull("editor", NOW);
        assertThat(batches.claim(batch(1), MINE, List.of(), excludeAll())).isEqualTo(Batches.Claimed.STOPPED);
        assertThat(batch(1).state()).isEqualTo(Batch.State.FROZEN);
        stop.release(Instant.now());
        assertThat(batches.claim(batch(1), MINE, List.of(), excludeAll())).isEqualTo(Batches.Claimed.YES);
    }

    @Test
    void thoseWhoMayGoAgainWaitInTheShareAndAreFrozenOnceMoreWithoutBeingCountedTwice() {
        Batch claimed = claimedAsIfForAll();
        batches.settle(
                claimed,
                "me",
                Map.of(
                        FOUR.get(0), Outcome.accepted("id"),
                        FOUR.get(1), Outcome.again("throttled"),
                        FOUR.get(2), Outcome.again("throttled"),
                        FOUR.get(3), Outcome.rejected("refused")),
                NOW.plusSeconds(2),
                NOW);
        assertThat(share().books()).isEqualTo(new Books(4, 1, 1, 0, 0, 2));
        assertThat(share().again())
                .containsExactly(new Again(List.of(FOUR.get(1), FOUR.get(2)), 1, NOW.plusSeconds(2), 1));
        assertThat(mailings.finish(share())).as("somebody waits").isFalse();
        Share behind = share();
        assertThat(batches.freezeAgain(share(), 0, 1)).isTrue();
        assertThat(batches.freezeAgain(behind, 0, 1)).isFalse();
        assertThat(batch(2).readers()).containsExactly(FOUR.get(1));
        assertThat(batch(2).attempt()).isEqualTo(2);
        assertThat(share().again()).containsExactly(new Again(List.of(FOUR.get(2)), 1, NOW.plusSeconds(2), 1));
        assertThat(share().books()).isEqualTo(new Books(4, 1, 1, 0, 0, 2));
    }

    @Test
    void nobodySettlesWhatAnotherClaimedNorGivesUpWhatIsSettled() {
        Batch claimed = claimedAsIfForAll();
        batches.settle(claimed, "another", all(Outcome.accepted("x")), NOW, NOW);
        assertThat(share().books()).isEqualTo(new Books(4, 0, 0, 0, 0, 4));
        batches.settle(claimed, "me", all(Outcome.accepted("x")), NOW, NOW);
        batches.settle(claimed, "me", all(Outcome.rejected("x")), NOW, NOW);
        batches.giveUp(claimed, NOW);
        assertThat(share().books()).isEqualTo(new Books(4, 4, 0, 0, 0, 0));
        assertThat(batch(1).outcomes()).hasSize(4).containsValue(Outcome.accepted("x"));
    }

    @Test
    void whatIsGivenUpIsUncertainUntilItsWorkerKnowsBetter() {
        Batch claimed = claimedAsIfForAll();
        batches.giveUp(claimed, NOW);
        batches.giveUp(claimed, NOW);
        assertThat(share().books()).isEqualTo(new Books(4, 0, 0, 0, 4, 0));
        assertThat(batch(1).state()).isEqualTo(Batch.State.UNCERTAIN);
        assertThat(mailings.finish(share())).isTrue();
        var known = new HashMap<>(all(Outcome.accepted("x")));
        known.put(FOUR.get(3), Outcome.again("throttled"));
        batches.settle(claimed, "me", known, NOW, NOW);
        batches.settle(claimed, "me", known, NOW, NOW);
        assertThat(share().books()).isEqualTo(new Books(4, 3, 0, 0, 0, 1));
        assertThat(share().done()).as("one of them is to go again").isFalse();
    }

    @Test
    void whatNobodyWorksAtIsFoundOnceAndWhatIsDoneNever() {
        assertThat(mailings.left(NOW.plus(Duration.ofMinutes(1)), 9)).isEmpty();
        Instant later = NOW.plus(Duration.ofMinutes(3));
        Mailings.Left left = mailings.left(later, 9).get(0);
        assertThat(left.mailing()).isEqualTo("m");
        assertThat(left.share()).isZero();
        assertThat(mailings.handOver(left, later.plusSeconds(60))).isTrue();
        assertThat(mailings.handOver(left, later.plusSeconds(60))).isFalse();
        assertThat(mailings.left(later, 9)).isEmpty();
        batches.freeze(share(), List.of(), new Cursor(5, ""), true);
        assertThat(mailings.finish(share())).isTrue();
        assertThat(mailings.left(later.plus(Duration.ofDays(1)), 9)).isEmpty();
        assertThat(mailings.progress("m").orElseThrow().done()).isTrue();
    }

    /** Claimed with nobody's check, since these readers are in no table. */
    private Batch claimedAsIfForAll() {
        batches.freeze(share(), FOUR, new Cursor(4, "r"), true);
        Batch batch = batch(1);
        tables.client().updateItem(update -> update.tableName(tables.audience())
                .key(MailingKeys.batch("m", 0, 1))
                .updateExpression("SET phase = :claimed, claimBy = :me, claimAt = :now, claimUntil = :now")
                .expressionAttributeValues(Map.of(
                        ":claimed", Item.text("claimed"),
                        ":me", Item.text("me"),
                        ":now", Item.text(NOW.toString()))));
        return batch.claimed(MINE, Map.of());
    }

    private static Map<String, Outcome> excludeAll() {
        return all(GONE);
    }

    private static Map<String, Outcome> all(Outcome outcome) {
        return FOUR.stream().collect(Collectors.toMap(id -> id, id -> outcome));
    }

    private Share share() {
        return mailings.share("m", 0).orElseThrow();
    }

    private Batch batch(long sequence) {
        return batches.find("m", 0, sequence).orElseThrow();
    }
}
