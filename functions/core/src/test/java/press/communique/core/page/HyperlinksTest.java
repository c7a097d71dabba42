package press.communique.core.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyperlinksTest {

    private final Hyperlinks links = new Hyperlinks(URI.create("https://news.example.org"));

    @ParameterizedTest
    @CsvSource({
        "https://news.example.org/x, false",
        "http://NEWS.EXAMPLE.ORG:8080/x, false",
        "https://other.example/, true",
        "https://news.example.org.evil.example/, true",
        "https://news.example.org@evil.example/, true",
        "https://news.example.org:pass@evil.example/, true",
        "https://www.münchen.example/straße, true",
        "https://[2001:db8::1]/, true",
        "https://other.example?q=1, true",
        "/news/, false",
        "mailto:press@example.org, false",
        "tel:+3225550100, false",
    })
    void aLinkLeadsAwayWhenItsHostIsNotOurs(String url, boolean external) {
        assertThat(links.anchor(url, "text").orElseThrow().external()).isEqualTo(external);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example.com/, www.example.com",
        "mailto:press@example.org, press@example.org",
        "/news/, /news",
        "/, /",
    })
    void anAddressWithoutATextStandsForItself(String url, String text) {
        assertThat(links.anchor(url, " ").orElseThrow().text()).isEqualTo(text);
    }
}
