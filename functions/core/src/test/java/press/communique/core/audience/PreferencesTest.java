package press.communique.core.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static press.communique.core.audience.Frequency.DAILY;
import static press.communique.core.audience.Frequency.IMMEDIATE;
import static press.communique.core.audience.Frequency.WEEKLY;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferencesTest {

    @ParameterizedTest(name = "{0} / {1} for a {2} about {3}: {4}")
    @CsvSource({
        "'', '', speech, ukraine, true",
        "'', '', speech, '', true",
        "speech, '', speech, ukraine, true",
        "speech, '', press-release, ukraine, false",
        "speech press-release, '', press-release, '', true",
        "'', ukraine, speech, ukraine, true",
        "'', ukraine, speech, great-lakes ukraine, true",
        "'', ukraine great-lakes, speech, great-lakes, true",
        "'', ukraine, speech, great-lakes, false",
        "'', ukraine, speech, '', false",
        "speech, ukraine, speech, ukraine, true",
        "speech, ukraine, press-release, ukraine, false",
        "speech, ukraine, speech, great-lakes, false"
    })
    void orWithinAListAndBetweenThem(String types, String topics, String type, String postTopics, boolean matches) {
        assertThat(new Interest(words(types), words(topics), IMMEDIATE).matches(type, words(postTopics)))
                .isEqualTo(matches);
    }

    @Test
    void theFastestMatchingInterestWins() {
        var preferences = Preferences.of(
                List.of("en"),
                List.of(
                        new Interest(List.of(), List.of(), WEEKLY),
                        new Interest(List.of("speech"), List.of(), DAILY),
                        new Interest(List.of(), List.of("ukraine"), IMMEDIATE)));
        assertThat(preferences.frequency("news-item", List.of())).contains(WEEKLY);
        assertThat(preferences.frequency("speech", List.of())).contains(DAILY);
        assertThat(preferences.frequency("speech", List.of("ukraine"))).contains(IMMEDIATE);
        assertThat(Preferences.of(List.of("en"), List.of(new Interest(List.of("speech"), List.of(), DAILY)))
                        .frequency("news-item", List.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"fr en, en fr, fr", "fr en, en, en", "fr, en, ''", "fr, en nl, ''", "nl fr, en fr nl, nl"})
    void theFirstLanguageThatThereIs(String wanted, String available, String chosen) {
        assertThat(Preferences.of(words(wanted), List.of(Interest.everything())).language(words(available)))
                .isEqualTo(chosen.isEmpty() ? Optional.empty() : Optional.of(chosen));
    }

    @Test
    void aSecondRequestAddsToTheFirst() {
        var speeches = new Interest(List.of("speech"), List.of(), IMMEDIATE);
        var lakes = new Interest(List.of(), List.of("great-lakes"), WEEKLY);
        var first = Preferences.of(List.of("fr"), List.of(speeches));
        var both = first.and(Preferences.of(List.of("en", "fr"), List.of(lakes, speeches)));
        assertThat(both.languages()).containsExactly("fr", "en");
        assertThat(both.interests()).containsExactlyInAnyOrder(speeches, lakes);
        assertThat(both.and(both)).isEqualTo(both);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
