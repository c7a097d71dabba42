package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import press.communique.store.testing.LocalTables;

/** Addresses that editors and admins give: of former pages, of a hub. */
class AddressesTest {

    private static final String SITE = """
            {"names": {"en": "Newsroom"}, "languages": ["en", "fr"], "defaultLanguage": "en", "timeZone": "UTC",
             "types": [{"id": "news-item", "names": {"en": "News item"}}], "hub": %s}""";

    private final EditorApi api =
            new EditorApi(EditorApiTest.environment(new LocalTables()), () -> Instant.parse("2026-11-24T08:00:00Z"));
    private final Http admin = new Http(api, "root", "[admin]");

    @Test
    void a_hub_is_a_full_https_address_and_can_be_taken_away() {
        Http.Answer plain = site("\"http://hub.example.org/\"", 0);
        assertThat(plain.status()).isEqualTo(422);
        assertThat(plain.json().at("/errors/0/pointer").asText()).isEqualTo("/hub");
        Http.Answer set = site("\"https://hub.example.org/\"", 0);
        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(admin.send("GET", "/api/site", null).json().path("hub").asText())
                .isEqualTo("https://hub.example.org/");
        Http.Answer gone = site("null", 1);
        assertThat(gone.status()).as(gone.body()).isEqualTo(200);
        assertThat(gone.json().path("hub").isNull()).isTrue();
    }

    @Test
    void a_former_address_where_the_site_answers_is_refused_by_its_place() {
        site("null", 0);
        Http.Answer refused = admin.send("POST", "/api/posts", """
                {"type": "news-item", "editions": {"en": {"title": "A"}}, "aliases": ["/old.html", "/api/posts", "/fr/"]}""");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").findValuesAsText("pointer"))
                .containsExactly("/aliases/1", "/aliases/2");
        assertThat(refused.json().path("errors").findValuesAsText("code")).containsOnly("reserved");
    }

    private Http.Answer site(String hub, int revision) {
        return admin.send("PUT", "/api/site", SITE.formatted(hub), "if-match", "\"" + revision + "\"");
    }
}
