package press.communique.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlugsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Genocide prevention, is it possible?      | genocide-prevention-is-it-possible
            L’accord de Genève                        | laccord-de-geneve
            Straßenbau: größer & schöner              | strassenbau-grosser-schoner
            TITANIC IN ISTANBUL                       | titanic-in-istanbul
            İstanbul'da zirve                         | istanbulda-zirve
            Ελληνική Δημοκρατία                       | ελληνική-δημοκρατία
            Совет министров                           | совет-министров
            اتفاق جنيف                                | اتفاق-جنيف
            外務大臣の談話                             | 外務大臣の談話
            2014                                      | 2014
            --- !!! ---                               | untitled
            """)
    void titles_of_any_script_become_slugs(String title, String slug) {
        assertThat(Slugs.of(title)).isEqualTo(slug);
        assertThat(Slugs.isSlug(Slugs.of(title))).isTrue();
    }

    @Test
    void a_long_title_is_cut_between_words() {
        String slug = Slugs.of("Donaudampfschifffahrtsgesellschaft ".repeat(20));
        assertThat(slug).hasSizeLessThanOrEqualTo(Slugs.LONGEST).doesNotEndWith("-");
        assertThat(Slugs.isSlug(slug)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Upper",
                "two--hyphens",
                "-start",
                "end-",
                "a/b",
                "a b",
                "a.b",
                "../etc",
                "a\u0000b",
                "e\u0301"
            })
    void what_is_no_slug_is_not_taken_for_one(String text) {
        assertThat(Slugs.isSlug(text)).as(text).isFalse();
    }
}
