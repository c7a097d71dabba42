package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import press.communique.core.mail.Line;
import press.communique.core.mail.Pace;
import press.communique.mail.outbox.Reply;
import press.communique.mail.outbox.Turns;
import press.communique.store.mailing.SendingSlots;
import press.communique.store.mailing.SendingSlots.Precedence;

/** All who send share one rate. */
class RateTest extends MailFlow {

    private final SendingSlots slots = new SendingSlots(newsroom.dynamo, newsroom.tables.audience());

    @Test
    void two_who_send_take_turns() {
        var pace = new Pace(100);
        Instant now = newsroom.clock.instant();
        var reserved = new ArrayList<Instant>();
        for (int i = 0; i < 10; i++) {
            reserved.add(reserve(50, pace, now, now.plusSeconds(60)).orElseThrow());
        }
        for (int i = 1; i < reserved.size(); i++) {
            assertThat(Duration.between(reserved.get(i - 1), reserved.get(i))).isEqualTo(pace.apart(50));
        }
    }

    @Test
    void a_turn_that_would_come_too_late_is_not_reserved() {
        var pace = new Pace(1);
        Instant now = newsroom.clock.instant();
        reserve(1, pace, now, now);
        assertThat(reserve(1, pace, now, now.plusMillis(500))).isEmpty();
        assertThat(reserve(1, pace, now, now.plusSeconds(2))).contains(now.plus(pace.apart(1)));
    }

    @Test
    void time_that_nobody_used_is_not_made_up_for() {
        var pace = new Pace(100);
        Instant now = newsroom.clock.instant();
        reserve(50, pace, now, now);
        Instant later = now.plusSeconds(30);
        assertThat(reserve(50, pace, later, later)).contains(later);
        assertThat(reserve(50, pace, later, later.plusSeconds(5))).contains(later.plus(pace.apart(50)));
    }

    @Test
    void a_slow_account_gets_small_batches_and_the_rest_waits_in_the_queue() {
        newsroom.mailer.pace(7);
        newsroom.subscribe(30);
        String post = newsroom.publish("Agreement");
        announce(post);
        deliverAll();
        assertThat(newsroom.mailer.calls()).allMatch(size -> size <= 7);
        afterHours();
        assertThat(newsroom.mailer.times()).hasSize(30).doesNotContainValue(2);
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void the_rate_is_asked_for_again_when_it_is_old() {
        newsroom.mailer.pace(7);
        var turns = new Turns(slots, newsroom.mailer, newsroom.clock, moment -> {});
        assertThat(turns.largest()).isEqualTo(7);
        newsroom.mailer.pace(50);
        assertThat(turns.largest()).isEqualTo(7);
        newsroom.clock.pass(Duration.ofMinutes(2));
        assertThat(turns.largest()).isEqualTo(50);
        assertThat(turns.next(50, Precedence.MAILING, newsroom.clock.instant().plusSeconds(1)))
                .isPresent();
    }

    @Test
    void those_behind_a_call_that_is_held_up_wait_for_it() {
        var pace = new Pace(100);
        Instant now = newsroom.clock.instant();
        Instant first = reserve(50, pace, now, now.plusSeconds(60)).orElseThrow();
        Instant second = reserve(50, pace, now, now.plusSeconds(60)).orElseThrow();
        Instant third = reserve(50, pace, now, now.plusSeconds(60)).orElseThrow();
        assertThat(slots.mayBegin(second, 50, pace)).isBefore(second);
        assertThat(slots.mayBegin(third, 50, pace))
                .as("neither is answered: either may still come in")
                .isAfter(third.plus(Line.PATIENCE));
        slots.answered(second, 50, second.plusMillis(20), Optional.empty());
        slots.answered(first, 50, second.plusMillis(100), Optional.empty());
        assertThat(slots.mayBegin(third, 50, pace))
                .as("the first came in after the second")
                .isEqualTo(second.plusMillis(20).plus(Line.WINDOW))
                .isAfter(third);
        slots.answered(first, 50, first.plusMillis(20), Optional.empty());
        assertThat(slots.mayBegin(third, 50, pace)).as("on time").isBefore(third);
    }

    @Test
    void what_every_call_takes_is_known_from_the_quickest_of_as_many_mails_whoever_made_it() {
        newsroom.mailer.pace(1_000);
        Instant latest = newsroom.clock.instant().plusSeconds(600);
        var turns = new Turns(slots, newsroom.mailer, newsroom.clock, newsroom.clock::reach);
        for (int i = 0; i < 6; i++) {
            turns = new Turns(slots, newsroom.mailer, newsroom.clock, newsroom.clock::reach);
            Instant small = turns.next(1, Precedence.LETTER, latest).orElseThrow();
            turns.call(small, 1, latest, () -> answeredAfter(5));
            Instant large = turns.next(50, Precedence.LETTER, latest).orElseThrow();
            turns.call(large, 50, latest, () -> answeredAfter(100));
        }
        Instant turn = turns.next(50, Precedence.LETTER, latest).orElseThrow();
        turns.call(turn, 50, latest, () -> answeredAfter(170));
        Instant answered = newsroom.clock.instant();
        Instant next = turns.next(50, Precedence.LETTER, latest).orElseThrow();
        assertThat(slots.mayBegin(next, 50, new Pace(50)))
                .as("half of 100 ms and a thousandth, for one that took longer")
                .isEqualTo(answered.minusNanos(50_050_000).plus(Line.WINDOW));
        assertThat(slots.mayBegin(next, 49, new Pace(50)))
                .as("a smaller one is there sooner than one of 50 would be")
                .isEqualTo(answered.plus(Line.WINDOW));
    }

    @Test
    void a_call_that_is_refused_at_once_says_nothing_of_what_calls_take() {
        newsroom.mailer.pace(50);
        Instant latest = newsroom.clock.instant().plusSeconds(600);
        var turns = new Turns(slots, newsroom.mailer, newsroom.clock, newsroom.clock::reach);
        for (int i = 0; i < 8; i++) {
            Instant turn = turns.next(26, Precedence.LETTER, latest).orElseThrow();
            turns.call(turn, 26, latest, () -> {
                newsroom.clock.pass(Duration.ofMillis(20));
                return new Reply.NotSent("throttled");
            });
        }
        Instant answered = newsroom.clock.instant();
        Instant next = turns.next(26, Precedence.LETTER, latest).orElseThrow();
        assertThat(slots.mayBegin(next, 26, new Pace(50))).isEqualTo(answered.plus(Line.WINDOW));
    }

    @Test
    void a_call_looks_once_when_those_it_waits_for_are_answered() {
        newsroom.mailer.pace(50);
        Instant latest = newsroom.clock.instant().plusSeconds(60);
        var waits = new ArrayList<Instant>();
        var turns = new Turns(slots, newsroom.mailer, newsroom.clock, moment -> {
            waits.add(moment);
            newsroom.clock.reach(moment);
        });
        Instant first = turns.next(26, Precedence.MAILING, latest).orElseThrow();
        Instant second = turns.next(26, Precedence.MAILING, latest).orElseThrow();
        Instant answered = newsroom.clock.instant();
        slots.answered(first, 26, answered, Optional.empty());
        waits.clear();
        assertThat(turns.call(second, 26, latest, RateTest::answered)).isInstanceOf(Reply.Answered.class);
        assertThat(waits).containsExactly(second, answered.plus(Line.WINDOW));
    }

    @Test
    void a_call_that_finds_no_room_is_not_made() {
        newsroom.mailer.pace(50);
        Instant latest = newsroom.clock.instant().plusSeconds(60);
        var turns = new Turns(slots, newsroom.mailer, newsroom.clock, newsroom.clock::reach);
        turns.next(26, Precedence.MAILING, latest).orElseThrow();
        Instant turn = turns.next(26, Precedence.MAILING, latest).orElseThrow();
        assertThat(turns.call(turn, 26, latest, RateTest::answered)).isEqualTo(new Reply.NotSent("no turn"));
        assertThat(newsroom.clock.instant()).isAfterOrEqualTo(turn.plus(Line.PATIENCE));
        newsroom.clock.pass(Duration.ofSeconds(20));
        latest = newsroom.clock.instant().plusSeconds(60);
        turn = turns.next(26, Precedence.MAILING, latest).orElseThrow();
        assertThat(turns.call(turn, 26, latest, RateTest::answered))
                .as("whoever never answered is given up")
                .isInstanceOf(Reply.Answered.class);
    }

    @Test
    void who_joins_early_forgets_no_call_that_another_must_still_wait_for() {
        var pace = new Pace(50);
        Instant now = newsroom.clock.instant();
        Instant latest = now.plusSeconds(60);
        Instant first = reserve(26, pace, now, latest).orElseThrow();
        Instant second = reserve(26, pace, now, latest).orElseThrow();
        slots.answered(first, 26, first.plusMillis(20), Optional.empty());
        slots.reserve(26, pace, now.plusMillis(900), Duration.ofMillis(200), latest, Precedence.LETTER);
        assertThat(slots.mayBegin(second, 26, pace))
                .isEqualTo(first.plusMillis(20).plus(Line.WINDOW));
    }

    @Test
    void what_is_done_before_a_call_does_not_put_its_turn_off() {
        var pace = new Pace(50);
        Instant now = newsroom.clock.instant();
        reserve(26, pace, now, now.plusSeconds(60));
        assertThat(slots.reserve(26, pace, now, Duration.ofMillis(200), now.plusSeconds(60), Precedence.LETTER))
                .contains(now.plus(Line.WINDOW));
    }

    @Test
    void a_turn_that_is_given_back_holds_nobody_up() {
        var pace = new Pace(50);
        Instant now = newsroom.clock.instant();
        Instant first = reserve(26, pace, now, now.plusSeconds(60)).orElseThrow();
        Instant second = reserve(26, pace, now, now.plusSeconds(60)).orElseThrow();
        assertThat(slots.mayBegin(second, 26, pace)).isAfter(second);
        slots.giveBack(first);
        assertThat(slots.mayBegin(second, 26, pace)).isEqualTo(Instant.MIN);
    }

    @Test
    void urgent_mail_has_the_whole_rate_and_letters_go_between() {
        var pace = new Pace(1_000);
        Instant now = newsroom.clock.instant();
        Instant latest = now.plusSeconds(60);
        Instant urgent = slots.reserve(50, pace, now, Duration.ZERO, latest, Precedence.URGENT)
                .orElseThrow();
        var mailing = slots.reserve(50, pace, now, Duration.ZERO, latest, Precedence.MAILING);
        assertThat(mailing).isEmpty();
        assertThat(reserve(1, pace, now, latest)).contains(urgent.plus(pace.apart(50)));
        assertThat(slots.reserve(50, pace, now, Duration.ZERO, latest, Precedence.URGENT))
                .contains(urgent.plus(pace.apart(50)).plus(pace.apart(1)));
        Instant over = now.plusSeconds(10);
        assertThat(slots.reserve(50, pace, over, Duration.ZERO, latest, Precedence.MAILING))
                .contains(over);
    }

    @Test
    void no_second_sees_more_than_the_rate_whatever_the_sizes_of_the_calls() {
        var pace = new Pace(200);
        var random = new Random(7);
        Instant now = newsroom.clock.instant();
        var calls = new TreeMap<Instant, Integer>();
        for (int i = 0; i < 300; i++) {
            int mails = i % 3 == 0 ? 50 : 1 + random.nextInt(50);
            calls.merge(reserve(mails, pace, now, now.plusSeconds(900)).orElseThrow(), mails, Integer::sum);
            now = now.plusMillis(random.nextInt(60));
        }
        for (Instant from : calls.keySet()) {
            assertThat(calls.subMap(from, from.plusSeconds(1)).values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isLessThanOrEqualTo(200);
        }
    }

    private Optional<Instant> reserve(int mails, Pace pace, Instant earliest, Instant latest) {
        return slots.reserve(mails, pace, earliest, Duration.ZERO, latest, Precedence.LETTER);
    }

    private Reply answeredAfter(int millis) {
        newsroom.clock.pass(Duration.ofMillis(millis));
        return answered();
    }

    private static Reply answered() {
        return new Reply.Answered(List.of());
    }
}
