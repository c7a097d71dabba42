package press.communique.core.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SchedulingTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final Instant DUE = NOW.plusSeconds(3600);
    private static final Instant STRUCK = DUE.plusMillis(4);

    private final Post draft =
            Workflow.create("01", UUID.randomUUID(), content("A"), "ann", NOW).after();

    @Test
    void the_date_that_readers_see_is_the_second_that_was_promised() {
        Change release = Scheduling.release(scheduled(draft), content("A"), STRUCK);
        assertThat(release.after().publishedAt()).contains(DUE);
        assertThat(release.release().orElseThrow().releasedAt()).isEqualTo(STRUCK);
        assertThat(release.after().state()).isEqualTo(PostState.PUBLISHED);
        assertThat(release.after().schedule()).isEmpty();
    }

    @Test
    void a_schedule_pins_the_text_and_later_saves_stay_drafts() {
        Post saved = Workflow.save(scheduled(draft), content("B"), "ann", NOW).after();
        assertThat(saved.state()).isEqualTo(PostState.SCHEDULED);
        Change release = Scheduling.release(saved, content("A"), STRUCK);
        assertThat(release.release().orElseThrow().textRevision()).isEqualTo(1);
        assertThat(release.pinned()).contains(content("A"));
        assertThat(release.after().content()).isEqualTo(content("B"));
        assertThat(Workflow.allowed(release.after())).contains("submit");
    }

    @Test
    void mail_is_intended_as_the_schedule_says() {
        assertThat(Scheduling.release(scheduled(draft), content("A"), STRUCK).intents())
                .extracting(Intent::name)
                .containsExactly(Intent.FIRST, Intent.language("en"));
        var quiet = new Schedule.Wish(DUE, false, Map.of(), Optional.empty());
        Post post = Scheduling.schedule(draft, quiet, Map.of(), "ed", NOW).after();
        assertThat(Scheduling.release(post, content("A"), STRUCK).intents()).isEmpty();
    }

    @Test
    void stopping_the_clock_leads_back_to_where_readers_are() {
        assertThat(Scheduling.unschedule(scheduled(draft), "ed", NOW).after().state())
                .isEqualTo(PostState.DRAFT);
        Post live = Workflow.publish(draft, Map.of(), true, "ed", NOW).after();
        assertThat(Scheduling.unschedule(scheduled(live), "ed", NOW).after().state())
                .isEqualTo(PostState.PUBLISHED);
        assertThatThrownBy(() -> Scheduling.unschedule(draft, "ed", NOW)).isInstanceOf(StepNotAllowed.class);
    }

    @Test
    void publishing_at_once_and_withdrawing_stop_the_clock() {
        assertThat(Workflow.publish(scheduled(draft), Map.of(), true, "ed", NOW)
                        .after()
                        .schedule())
                .isEmpty();
        Post live = Workflow.publish(draft, Map.of(), true, "ed", NOW).after();
        assertThat(Workflow.withdraw(scheduled(live), Map.of(), "ed", NOW)
                        .after()
                        .schedule())
                .isEmpty();
    }

    @Test
    void whoever_scheduled_it_waits_for_word_of_a_release_and_of_a_failure_but_not_of_their_own_recall() {
        Post post = scheduled(draft);
        assertThat(Scheduling.release(post, content("A"), STRUCK)
                        .scheduled()
                        .orElseThrow()
                        .tell())
                .contains("ed@example.org");
        assertThat(Scheduling.giveUp(post, "unrenderable", NOW)
                        .scheduled()
                        .orElseThrow()
                        .failure())
                .contains("unrenderable");
        assertThat(Scheduling.unschedule(post, "ed", NOW).scheduled()).isEmpty();
    }

    private static Post scheduled(Post post) {
        var wish = new Schedule.Wish(DUE, true, Map.of(), Optional.of("ed@example.org"));
        return Scheduling.schedule(post, wish, Map.of(), "ed", NOW).after();
    }

    private static Content content(String title) {
        return new Content(
                "news-item",
                List.of(),
                List.of(),
                new TreeMap<>(Map.of("en", new Edition(title, "", "", Optional.empty()))),
                List.of(),
                false,
                false,
                List.of(),
                Optional.empty());
    }
}
