package press.communique.core.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;

class ContentCheckTest {

    private final Problems problems = new Problems();

    @Test
    void every_problem_is_said_at_once() {
        var editions = new TreeMap<String, Edition>();
        editions.put("en", new Edition("  ", "s".repeat(2_001), "a\u0000b", Optional.of("Not a slug")));
        editions.put("xx", new Edition("Title", "", "", Optional.empty()));
        check(new Content(
                "poem",
                List.of("moon"),
                List.of(),
                editions,
                List.of(new Link(Map.of("en", "x"), "javascript:alert(1)")),
                false,
                false,
                List.of("https://elsewhere.example/", "/feeds/news.rss", "/up/../down", "/caf%c3%a9"),
                Optional.empty()));
        assertThat(problems.found())
                .extracting(Problem::pointer, Problem::code)
                .containsExactlyInAnyOrder(
                        tuple("/type", "unknown-type"),
                        tuple("/topics/0", "unknown-topic"),
                        tuple("/editions/en/title", "missing"),
                        tuple("/editions/en/summary", "too-long"),
                        tuple("/editions/en/body", "illegal-character"),
                        tuple("/editions/en/slug", "bad-slug"),
                        tuple("/editions/xx", "unknown-language"),
                        tuple("/links/0/url", "bad-url"),
                        tuple("/aliases/0", "bad-path"),
                        tuple("/aliases/1", "reserved"),
                        tuple("/aliases/2", "bad-path"));
    }

    @Test
    void a_body_is_counted_in_bytes() {
        assertThat(bodyProblems("é".repeat(500_000))).isEmpty();
        assertThat(bodyProblems("é".repeat(500_000) + "a"))
                .extracting(Problem::code)
                .containsExactly(ContentCheck.TOO_LARGE);
    }

    @Test
    void half_a_character_is_refused() {
        assertThat(bodyProblems("a\ud83d")).extracting(Problem::code).containsExactly("illegal-character");
        assertThat(bodyProblems("a\ud83d\ude00")).isEmpty();
    }

    @Test
    void titles_come_into_their_one_form() {
        Content content = check(content(new Edition("  Cafe\u0301\n  ouvert ", "", "", Optional.empty())));
        assertThat(content.editions().get("en").title()).isEqualTo("Caf\u00e9 ouvert");
    }

    /** The site is asked for it decoded: with the percent signs it would never be found. */
    @Test
    void aliases_come_into_the_form_in_which_they_are_asked_for() {
        Content content = check(new Content(
                "news-item",
                List.of(),
                List.of(),
                content(new Edition("Title", "", "", Optional.empty())).editions(),
                List.of(),
                false,
                false,
                List.of("/caf%C3%A9/1+1", "/café/1+1", "/100%"),
                Optional.empty()));
        assertThat(problems.found()).isEmpty();
        assertThat(content.aliases()).containsExactly("/café/1+1", "/100%");
    }

    private List<Problem> bodyProblems(String body) {
        var found = new Problems();
        new ContentCheck(SiteSettings.initial())
                .check(content(new Edition("Title", "", body, Optional.empty())), found);
        return found.found();
    }

    private Content check(Content content) {
        return new ContentCheck(SiteSettings.initial()).check(content, problems);
    }

    private static Content content(Edition edition) {
        return new Content(
                "news-item",
                List.of(),
                List.of(),
                new TreeMap<>(Map.of("en", edition)),
                List.of(),
                false,
                false,
                List.of(),
                Optional.empty());
    }
}
