package press.communique.mail.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.audience.EmailAddress;

class HeaderTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ministry",
                "Ministère des Affaires étrangères, Commerce extérieur et Coopération au Développement",
                "وزارة الخارجية والتجارة الخارجية والتعاون الإنمائي في مملكة بلجيكا",
                "外交部",
                "Ministry 🕊🕊🕊🕊🕊🕊🕊🕊🕊🕊🕊🕊🕊🕊🕊🕊",
                "A \"quoted\" \\ name"
            })
    void aNameComesBackFromItsHeaderWhateverItsScript(String name) {
        String header = HeaderText.name(name);
        assertThat(header).matches("[\\x20-\\x7e]+");
        assertThat(decode(header)).isEqualTo(name);
        assertThat(header.startsWith("=?") ? header.split(" ") : new String[0])
                .allSatisfy(word -> assertThat(word).hasSizeLessThanOrEqualTo(75));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: x@example.org", "a\nb", "a\u2028b", "a\u0000b", "a\u0085b"})
    void nothingEndsAHeaderLine(String text) {
        assertThat(HeaderText.name(text)).doesNotContainPattern("[\\x00-\\x1f\\x7f]");
        assertThat(HeaderText.oneLine(text)).doesNotContainPattern("[\\x00-\\x1f\\x7f\\u0085\\u2028]");
        assertThatThrownBy(() ->
                        new Mail(EmailAddress.parse("a@example.org").orElseThrow(), text, "", "", Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Mail(
                        EmailAddress.parse("a@example.org").orElseThrow(), "s", "", "", Map.of("X-Y", text), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a\u202egnp.exe, agnp.exe",
        "\u2066a\u2069 b, a b",
        "half \ud83d, half \ufffd",
        "a =?UTF-8?Q?x?= b, a = ?UTF-8?Q?x?= b",
        "a=? b, a=? b",
        "می\u200cخواهم, می\u200cخواهم",
    })
    void aSubjectShowsWhatItSays(String text, String subject) {
        assertThat(HeaderText.oneLine(text)).isEqualTo(subject);
    }

    private static String decode(String header) {
        if (header.startsWith("\"")) {
            return header.substring(1, header.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        return Pattern.compile(" ")
                .splitAsStream(header)
                .map(word -> word.replaceAll("^=\\?UTF-8\\?B\\?|\\?=$", ""))
                .map(word -> new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
