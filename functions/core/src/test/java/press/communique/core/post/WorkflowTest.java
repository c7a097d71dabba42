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

class WorkflowTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);

    private final Post draft = Workflow.create("01", UUID.randomUUID(), content("A", Optional.empty()), "ann", NOW)
            .after();

    @Test
    void saving_is_not_releasing() {
        Post published = Workflow.publish(draft, Map.of(), true, "ed", NOW).after();
        Change saved = Workflow.save(published, content("B", Optional.empty()), "ann", LATER);
        assertThat(saved.release()).isEmpty();
        assertThat(saved.after().released()).isEqualTo(published.released());
        assertThat(saved.after().revision()).isEqualTo(3);
    }

    @Test
    void the_date_is_set_at_the_first_release_and_never_moves() {
        Post published = Workflow.publish(draft, Map.of(), true, "ed", NOW).after();
        Post again = Workflow.publish(published, Map.of(), false, "ed", LATER).after();
        assertThat(again.publishedAt()).contains(NOW);
        assertThat(again.released().orElseThrow().publishedAt()).isEqualTo(NOW);
    }

    @Test
    void a_date_in_the_past_becomes_the_date_that_readers_see() {
        Instant then = Instant.parse("2014-04-02T08:00:00Z");
        Post post = Workflow.create("02", UUID.randomUUID(), content("A", Optional.of(then)), "ann", NOW)
                .after();
        assertThat(Workflow.publish(post, Map.of(), true, "ed", NOW).after().publishedAt())
                .contains(then);
    }

    @Test
    void only_a_release_that_asks_for_it_intends_mail() {
        assertThat(Workflow.publish(draft, Map.of(), true, "ed", NOW).intents())
                .extracting(Intent::name)
                .containsExactly(Intent.FIRST, Intent.language("en"));
        assertThat(Workflow.publish(draft, Map.of(), false, "ed", NOW).intents())
                .isEmpty();
    }

    @Test
    void steps_that_the_state_does_not_allow_name_those_that_it_does() {
        assertThatThrownBy(() -> Workflow.withdraw(draft, Map.of(), "ed", NOW))
                .isInstanceOfSatisfying(StepNotAllowed.class, refused -> assertThat(refused.allowed())
                        .containsExactly("save", "restore", "submit", "publish", "schedule", "delete"));
    }

    @Test
    void a_withdrawal_keeps_the_text_that_was_released() {
        Post published = Workflow.publish(draft, Map.of(), true, "ed", NOW).after();
        Post edited = Workflow.save(published, content("B", Optional.empty()), "ann", LATER)
                .after();
        Release release = Workflow.withdraw(edited, Map.of("en", "Wrong."), "ed", LATER)
                .release()
                .orElseThrow();
        assertThat(release.textRevision()).isEqualTo(1);
        assertThat(release.revision()).isEqualTo(4);
    }

    private static Content content(String title, Optional<Instant> publishAt) {
        return new Content(
                "news-item",
                List.of(),
                List.of(),
                new TreeMap<>(Map.of("en", new Edition(title, "", "", Optional.empty()))),
                List.of(),
                false,
                false,
                List.of(),
                publishAt);
    }
}
