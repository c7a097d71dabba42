package press.communique.core.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import press.communique.core.problem.InvalidInput;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;

class SubscriptionCheckTest {

    private static final SiteSettings SITE = SiteSettings.initial();

    @Test
    void anAddressAloneAsksForEverythingInTheDefaultLanguage() {
        var request = check(draft("reader@example.org", List.of(), List.of(), Optional.empty()), false);
        assertThat(request.preferences()).isEqualTo(Preferences.of(List.of("en"), List.of(Interest.everything())));
        assertThat(request.language()).isEqualTo("en");
    }

    @Test
    void everyProblemAtOnceEachWhereItIs() {
        var draft = draft(
                "nobody",
                List.of("en", "xx"),
                List.of(
                        Interest.everything(),
                        new Interest(List.of("speech", "poem"), List.of("moon"), Frequency.DAILY)),
                Optional.of("Mars/Olympus"));
        assertThat(problems(draft, false))
                .extracting(Problem::pointer, Problem::code)
                .containsExactlyInAnyOrder(
                        tuple("/email", "bad-format"),
                        tuple("/languages/1", "unknown-language"),
                        tuple("/interests/1/types/1", "unknown-type"),
                        tuple("/interests/1/topics/0", "unknown-topic"),
                        tuple("/timeZone", "unknown-time-zone"));
    }

    @Test
    void aFlatRequestIsPointedIntoFlatly() {
        var draft = draft(
                "reader@example.org",
                List.of(),
                List.of(new Interest(List.of("poem"), List.of(), Frequency.DAILY)),
                Optional.empty());
        assertThat(problems(draft, true)).extracting(Problem::pointer).containsExactly("/types/0");
    }

    private static List<Problem> problems(SubscriptionDraft draft, boolean flat) {
        return catchThrowableOfType(InvalidInput.class, () -> check(draft, flat))
                .problems();
    }

    private static SubscriptionRequest check(SubscriptionDraft draft, boolean flat) {
        var problems = new Problems();
        SubscriptionRequest request = new SubscriptionCheck(SITE, flat).check(draft, problems);
        problems.throwIfAny();
        return request;
    }

    private static SubscriptionDraft draft(
            String email, List<String> languages, List<Interest> interests, Optional<String> zone) {
        return new SubscriptionDraft(
                email, Optional.empty(), languages, interests, zone, OptionalInt.empty(), OptionalInt.empty());
    }
}
