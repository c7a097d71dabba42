package press.communique.core.audience;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "reader@example.org, reader@example.org",
        "'  reader@example.org\n', reader@example.org",
        "Jane.Doe+news@Example.ORG, Jane.Doe+news@example.org",
        "INFO@IIII.example, INFO@iiii.example",
        "o'neil@example.ie, o'neil@example.ie",
        "leser@bücher.example, leser@xn--bcher-kva.example",
        "a@b.co, a@b.co",
        "x@123.example.org, x@123.example.org"
    })
    void takesOneAddressAndWritesItInOneForm(String sent, String kept) {
        assertThat(EmailAddress.parse(sent).map(EmailAddress::value)).contains(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "reader",
                "@example.org",
                "reader@",
                "reader@localhost",
                "reader@example.org, other@example.org",
                "reader@example.org;other@example.org",
                "reader@example.org\r\nBcc: other@example.org",
                "reader@example.org%0ABcc:other@example.org",
                "reader\n@example.org",
                "reader@exam\nple.org",
                "reader @example.org",
                "Reader <reader@example.org>",
                "<reader@example.org>",
                "\"a b\"@example.org",
                ".reader@example.org",
                "reader.@example.org",
                "re..ader@example.org",
                "reader@-example.org",
                "reader@example-.org",
                "reader@example..org",
                "reader@example.org.",
                "reader@[127.0.0.1]",
                "reader@127.0.0.1",
                "reader@example.org\u0000",
                "réader@example.org",
                "a@b@example.org",
                "12345678901234567890123456789012345678901234567890123456789012345@example.org"
            })
    void refusesWhatIsNotOneAddress(String sent) {
        assertThat(EmailAddress.parse(sent)).isEmpty();
    }

    @Test
    void refusesALongOneInNoTime() {
        assertThat(EmailAddress.parse("a@" + "b.".repeat(100_000) + "org")).isEmpty();
        assertThat(EmailAddress.parse("a@" + "b.".repeat(130) + "org")).isEmpty();
    }

    @Test
    void aLogDoesNotGetToSeeIt() {
        assertThat(EmailAddress.parse("reader@example.org").orElseThrow().toString())
                .doesNotContain("reader")
                .doesNotContain("example");
    }
}
