package press.communique.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Five who send by one line, millisecond by millisecond, with calls that are held up in every way. */
class LineTest {

    private static final int RATE = 200;
    private static final int SENDERS = 5;
    private static final int SECONDS = 40;

    @Test
    void no_second_sees_more_than_the_rate_whatever_holds_calls_up() {
        for (int seed = 0; seed < 5; seed++) {
            var run = new Sending(seed, 0.2, 0.01, true);
            assertThat(run.mostInASecond()).as("seed %s", seed).isLessThanOrEqualTo(RATE);
            assertThat(run.used()).as("seed %s", seed).isGreaterThan(0.2);
        }
    }

    @Test
    void nearly_all_of_the_rate_is_used_by_full_calls_of_which_few_are_held_up() {
        var run = new Sending(1, 0.02, 0, false);
        assertThat(run.mostInASecond()).isLessThanOrEqualTo(RATE);
        assertThat(run.used()).isGreaterThan(0.93);
    }

    /** What a slow sender's calls always take a quick one's need not: its mails may come in soon after it begins. */
    @Test
    void no_second_sees_more_than_the_rate_when_one_sender_is_slower_than_another() {
        for (int seed = 0; seed < 3; seed++) {
            var run = new Sending(seed, 0.02, 0, false, 15);
            assertThat(run.mostInASecond()).as("seed %s", seed).isLessThanOrEqualTo(RATE);
            assertThat(run.used()).as("seed %s", seed).isGreaterThan(0.8);
        }
    }

    /** What the senders do, and when what they send comes in. */
    private static final class Sending {

        private final Random random;
        private final double heldUp;
        private final double lost;
        private final boolean mixed;
        private final Pace pace = new Pace(RATE);
        private final List<Line.Call> calls = new ArrayList<>();
        private Quickest quickest = Quickest.UNKNOWN;
        private final List<long[]> in = new ArrayList<>();
        private long free;

        Sending(int seed, double heldUp, double lost, boolean mixed) {
            this(seed, heldUp, lost, mixed, 0);
        }

        /** @param slower by so many milliseconds each sender's calls take longer, both ways, than those of the one before */
        Sending(int seed, double heldUp, double lost, boolean mixed, int slower) {
            this.random = new Random(seed);
            this.heldUp = heldUp;
            this.lost = lost;
            this.mixed = mixed;
            var senders = new ArrayList<Sender>();
            for (int i = 0; i < SENDERS; i++) {
                senders.add(new Sender(i * slower));
            }
            for (long now = 0; now < SECONDS * 1_000L; now++) {
                for (Sender sender : senders) {
                    sender.act(now);
                }
            }
        }

        long mostInASecond() {
            in.sort(Comparator.comparing(arrival -> arrival[0]));
            long most = 0;
            long sum = 0;
            for (int from = 0, to = 0; to < in.size(); to++) {
                sum += in.get(to)[1];
                while (in.get(to)[0] - in.get(from)[0] >= 1_000) {
                    sum -= in.get(from++)[1];
                }
                most = Math.max(most, sum);
            }
            return most;
        }

        private Line line() {
            return new Line(calls, quickest);
        }

        double used() {
            return in.stream().mapToLong(arrival -> arrival[1]).sum() / (double) (SECONDS * RATE);
        }

        /** Longer for a larger call. */
        private long way(int mails, int slow) {
            return quickest(mails)
                    + slow
                    + random.nextInt(3)
                    + (random.nextDouble() < heldUp ? random.nextInt(700) : 0);
        }

        private static int quickest(int mails) {
            return 1 + mails / 2;
        }

        private final class Sender {
            private final int slow;
            private long readyAt;
            private Line.Call call;
            private long begunAt;
            private long answeredAt = -1;

            Sender(int slow) {
                this.slow = slow;
            }

            void act(long millis) {
                Instant now = Instant.ofEpochMilli(millis);
                if (call == null && millis >= readyAt) {
                    reserve(now);
                } else if (call != null && answeredAt < 0) {
                    begin(millis, now);
                } else if (call != null && millis >= answeredAt) {
                    Duration took = Duration.ofMillis(millis - begunAt);
                    replace(new Line.Call(call.turn(), call.mails(), Optional.of(now), Optional.of(took)));
                    rest(millis + 30 + random.nextInt(50));
                }
            }

            private void reserve(Instant now) {
                var line = line();
                int mails = mixed && random.nextInt(4) == 0 ? 1 + random.nextInt(50) : 50;
                Instant planned = line.plan(mails, RATE, now);
                Instant paced = Instant.ofEpochMilli(Math.max(free, now.toEpochMilli() + 200));
                Instant turn = planned.isAfter(paced) ? planned : paced;
                free = paced.toEpochMilli() + pace.apart(mails).toMillis() + 1;
                call = new Line.Call(turn, mails, Optional.empty(), Optional.empty());
                quickest = quickest.with(pace.largest(), line.outdated(now));
                calls.removeAll(line.outdated(now));
                calls.add(call);
            }

            private void begin(long millis, Instant now) {
                if (now.isAfter(call.turn().plus(Line.PATIENCE))) {
                    calls.remove(call);
                    rest(millis);
                } else if (!now.isBefore(call.turn())
                        && !line().mayBegin(call.turn(), call.mails(), RATE).isAfter(now)) {
                    begunAt = millis;
                    long arrived = millis + way(call.mails(), slow);
                    in.add(new long[] {arrived, call.mails()});
                    if (random.nextDouble() < lost) {
                        rest(millis + 1_000);
                    } else {
                        answeredAt = arrived + 5 + way(call.mails(), slow);
                    }
                }
            }

            private void replace(Line.Call answered) {
                calls.remove(call);
                calls.add(answered);
            }

            private void rest(long until) {
                readyAt = until;
                call = null;
                answeredAt = -1;
            }
        }
    }
}
