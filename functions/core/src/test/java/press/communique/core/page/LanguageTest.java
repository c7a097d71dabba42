package press.communique.core.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Interface texts, dates and directions of the languages that pages speak. */
class LanguageTest {

    private static final Path MAIN = Path.of("src", "main");

    static List<String> languages() throws IOException {
        try (Stream<Path> files = Files.list(MAIN.resolve("resources/press/communique/core/page/words"))) {
            return files.map(file -> file.getFileName().toString().replace(".properties", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theFilesAreTheLanguagesThatAreListed() throws IOException {
        assertThat(languages()).isEqualTo(Bundles.LANGUAGES);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageHasTheSameTextsWithTheSamePlaces(String language) {
        var keys = Bundles.of(language).keys();
        if (keys.remove("months.alone")) {
            assertThat(Bundles.of(language).get("months.alone").split(" ")).hasSize(12);
        }
        assertThat(keys).isEqualTo(Bundles.of("en").keys());
        for (String key : Bundles.of("en").keys()) {
            String text = Bundles.of(language).get(key);
            assertThat(text).as(key).isNotBlank().doesNotContain("'").doesNotContain("...");
            if (!key.equals("month") && !key.startsWith("date")) {
                assertThat(places(text))
                        .as(key)
                        .isEqualTo(places(Bundles.of("en").get(key)));
            }
        }
        assertThat(Bundles.of(language).get("months").split(" ")).hasSize(12);
        assertThat(Bundles.of(language).get("months.short").split(" ")).hasSize(12);
        assertThat(Bundles.of(language).get("weekdays").split(" ")).hasSize(7);
    }

    @Test
    void everyTextIsUsedAndEveryUsedTextIsThere() throws IOException {
        var used = new TreeSet<String>();
        for (String folder : List.of("jte", "java/press/communique/core/page")) {
            try (Stream<Path> files = Files.walk(MAIN.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Matcher call = Pattern.compile(
                                    "(?:words|Bundles\\.of\\([^;\"]+\\))\\s*\\.get\\(\\s*\"([a-z.]+[a-z])\"")
                            .matcher(Files.readString(file));
                    call.results().forEach(result -> used.add(result.group(1)));
                }
            }
        }
        List.of(
                        "months",
                        "months.short",
                        "date",
                        "date.first",
                        "form.language.first",
                        "form.language.second",
                        "form.language.third",
                        "problem.email",
                        "problem.languages",
                        "problem.types",
                        "problem.topics",
                        "problem.frequency",
                        "problem.interests",
                        "problem.hour",
                        "problem.timeZone",
                        "problem.pausedUntil",
                        "problem.other",
                        "frequency.immediate",
                        "frequency.daily",
                        "frequency.weekly",
                        "frequency.never",
                        "pause.none",
                        "pause.open",
                        "pause.until")
                .forEach(used::add);
        for (Notice notice : Notice.values()) {
            used.add(notice.word());
            used.add(notice.word() + ".text");
            if (notice.asks()) {
                used.add(notice.word() + ".button");
            }
        }
        assertThat(Bundles.of("en").keys()).isEqualTo(used);
    }

    @Test
    void aMissingTextIsASlipThatShows() {
        assertThatThrownBy(() -> Bundles.of("en").get("no.such.text")).hasMessageContaining("no.such.text");
    }

    @ParameterizedTest
    @CsvSource({
        "en, 2014-04-22T09:59:00Z, 22 Apr 2014, 22 April 2014, April 2014",
        "en, 2014-09-01T09:59:00Z, 1 Sep 2014, 1 September 2014, September 2014",
        "fr, 2014-04-22T09:59:00Z, 22 avr. 2014, 22 avril 2014, avril 2014",
        "fr, 2014-08-01T09:59:00Z, 1er août 2014, 1er août 2014, août 2014",
        "nl, 2014-03-22T09:59:00Z, 22 mrt 2014, 22 maart 2014, maart 2014",
        "de, 2014-04-22T09:59:00Z, 22. Apr. 2014, 22. April 2014, April 2014",
        "ar, 2014-04-22T09:59:00Z, 22 أبريل 2014, 22 أبريل 2014, أبريل 2014",
        "ru, 2014-04-22T09:59:00Z, 22 апр. 2014 г., 22 апреля 2014 г., апрель 2014 г.",
        "ru, 2014-08-01T09:59:00Z, 1 авг. 2014 г., 1 августа 2014 г., август 2014 г.",
        "fr-CA, 2014-04-22T09:59:00Z, 22 avr. 2014, 22 avril 2014, avril 2014",
        "en, 2014-04-30T22:30:00Z, 1 May 2014, 1 May 2014, May 2014",
        "en, 2014-12-31T23:30:00Z, 1 Jan 2015, 1 January 2015, January 2015",
    })
    void datesReadAsAPersonWritesThemInTheSitesTimeZone(
            String language, Instant instant, String brief, String full, String month) {
        var calendar = new Calendar(language, ZoneId.of("Europe/Brussels"));
        assertThat(calendar.brief(instant).text()).isEqualTo(brief);
        assertThat(calendar.full(instant).text()).isEqualTo(full);
        assertThat(calendar.month(calendar.monthOf(instant))).isEqualTo(month);
    }

    @Test
    void otherLanguagesHaveTheDatesOfJava() {
        var calendar = new Calendar("es", ZoneId.of("Europe/Madrid"));
        assertThat(calendar.full(Instant.parse("2014-04-22T09:59:00Z")).text()).isEqualTo("22 de abril de 2014");
        assertThat(calendar.month(YearMonth.of(2014, 4))).isEqualTo("abril 2014");
    }

    @ParameterizedTest
    @CsvSource({
        "ar,rtl",
        "he,rtl",
        "fa,rtl",
        "ur,rtl",
        "ar-EG,rtl",
        "az-Arab,rtl",
        "ks-Deva,ltr",
        "en,ltr",
        "uk,ltr",
        "zh-Hant,ltr"
    })
    void directionFollowsTheLanguageAndItsScript(String language, String direction) {
        assertThat(Direction.of(language)).isEqualTo(direction);
    }

    @ParameterizedTest
    @CsvSource({"en,English", "fr-CA,Français", "ar,العربية", "es,Español", "ru,Русский", "uk,Українська"})
    void aLanguageIsCalledAsItsSpeakersCallIt(String language, String name) {
        assertThat(Frames.nameOf(language)).isEqualTo(name);
    }

    private static TreeSet<String> places(String text) {
        var places = new TreeSet<String>();
        Pattern.compile("\\{\\d}").matcher(text).results().forEach(result -> places.add(result.group()));
        return places;
    }
}
