package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.mail.outbox.Mail;
import press.communique.mail.testing.MemoryMailer;

/**
 * Posts go live, readers change their minds, mailings stop and go, messages come late, twice and in any order. The model
 * is one sentence: whoever was there when a post went live is told of it once, whatever happens.
 */
class DigestModelTest extends DigestFlow {

    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Brussels"), ZoneId.of("America/St_Johns"), ZoneId.of("Asia/Kathmandu"));
    private static final Pattern TITLE = Pattern.compile("Post no\\. \\d+");

    private final List<String> addresses = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private final List<String> paused = new ArrayList<>();
    private final Map<String, List<String>> expected = new HashMap<>();
    private Random random;
    private int posts;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatever_happens_each_reader_is_told_of_each_post_once(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            join();
        }
        var story = new ArrayList<String>();
        for (int step = 0; step < 80; step++) {
            story.add(newsroom.clock.instant() + " " + step(random.nextInt(100)));
        }
        calmDown();
        for (String address : addresses) {
            assertThat(told(mailsTo(address)))
                    .as("%s of seed %s:%n%s", address, seed, String.join("\n", story))
                    .containsExactlyInAnyOrderElementsOf(expected.get(address));
        }
    }

    private String step(int dice) {
        if (dice < 25) {
            return publish();
        } else if (dice < 45) {
            return changeMind();
        } else if (dice < 65) {
            return deliverSome();
        } else if (dice < 85) {
            return pass();
        } else if (dice < 90) {
            newsroom.mailer.next(MemoryMailer.THROTTLED);
            return "the next call is throttled";
        } else if (dice < 94) {
            return join();
        } else if (dice < 97 && posts > 0) {
            return pause();
        }
        return resume();
    }

    private String publish() {
        String title = "Post no. " + ++posts;
        String type = random.nextBoolean() ? "press-release" : "speech";
        String post = newsroom.publishAs(type, title);
        announce(post);
        expected.values().forEach(titles -> titles.add(title));
        return title + " (" + type + ") " + post;
    }

    private String join() {
        String address = "reader" + addresses.size() + "@example.org";
        newsroom.subscribe(address, wishes());
        addresses.add(address);
        expected.put(address, new ArrayList<>());
        return address + " joins";
    }

    private Preferences wishes() {
        return new Preferences(
                List.of("en"),
                List.of(
                        new Interest(List.of("press-release"), List.of(), pace()),
                        new Interest(List.of("speech"), List.of(), pace())),
                Optional.of(ZONES.get(random.nextInt(ZONES.size()))),
                OptionalInt.of(List.of(2, 8, 18).get(random.nextInt(3))),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(7)));
    }

    private Frequency pace() {
        return Frequency.values()[random.nextInt(3)];
    }

    private String changeMind() {
        String address = addresses.get(random.nextInt(addresses.size()));
        Preferences wishes = wishes();
        choose(address, wishes);
        return address + " wants "
                + wishes.interests().stream()
                        .map(interest -> interest.types() + " " + interest.frequency())
                        .collect(Collectors.joining(", "));
    }

    /** Some of what is on the queue, in any order, and now and then twice. */
    private String deliverSome() {
        waiting.addAll(newsroom.queue.drain());
        Collections.shuffle(waiting, random);
        int count = random.nextInt(waiting.size() + 1);
        for (int i = 0; i < count; i++) {
            String message = random.nextInt(4) == 0 ? waiting.get(0) : waiting.remove(0);
            deliver(message);
        }
        return count + " messages arrive";
    }

    private String pass() {
        Duration time = Duration.ofMinutes(List.of(1, 20, 75, 600, 1500).get(random.nextInt(5)));
        newsroom.clock.pass(time);
        sweep.handleRequest(null, null);
        return time + " pass";
    }

    private String pause() {
        String mailing = waiting.stream().findFirst().orElse("");
        var id = Pattern.compile("\"mailing\":\"([^\"]+)\"").matcher(mailing);
        if (!id.find() || !mailings.pause(id.group(1), "editor", newsroom.clock.instant())) {
            return "nothing is paused";
        }
        paused.add(id.group(1));
        return id.group(1) + " is paused";
    }

    private String resume() {
        if (paused.isEmpty()) {
            return "nothing is resumed";
        }
        String mailing = paused.remove(0);
        mailings.resume(mailing);
        return mailing + " goes on";
    }

    private void calmDown() {
        paused.forEach(mailings::resume);
        waiting.forEach(this::deliver);
        Instant end = newsroom.clock.instant().plus(Duration.ofDays(9));
        while (newsroom.clock.instant().isBefore(end)) {
            newsroom.clock.pass(Duration.ofMinutes(110));
            tick();
        }
    }

    private static List<String> told(List<Mail> mails) {
        var titles = new ArrayList<String>();
        for (Mail mail : mails) {
            // Within one mail a title may stand in its preheader too.
            titles.addAll(new TreeSet<>(TITLE.matcher(mail.text())
                    .results()
                    .map(found -> found.group())
                    .toList()));
        }
        return titles;
    }
}
