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
            new EditorApi(Environments.of(new LocalTables()), () -> Instant.parse("2026-11-24T08:00:00Z"));
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

    @Test
    void the_month_is_that_of_the_first_release_though_the_newsroom_moves_to_another_time_zone() {
        String brussels = SITE.formatted("null").replace("UTC", "Europe/Brussels");
        admin.send("PUT", "/api/site", brussels, "if-match", "\"0\"");
        String draft =
                "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\"}%s},\"publishAt\":\"2014-04-30T23:30:00Z\"%s}";
        Http.Answer post = admin.send("POST", "/api/posts", draft.formatted("", ",\"state\":\"published\""));
        assertThat(post.json().at("/urls/en").asText()).endsWith("/news/2014/05/a/");
        site("null", 1);
        String path = post.headers().get("Location");
        admin.send("PUT", path, draft.formatted(",\"fr\":{\"title\":\"B\"}", ""), "if-match", "\"1\"");
        Http.Answer again = admin.send("POST", path + "/publish", "{}", "if-match", "\"2\"");
        assertThat(again.json().at("/urls/fr").asText()).endsWith("/fr/news/2014/05/b/");
    }

    @Test
    void an_edition_that_was_taken_out_has_no_address_from_the_next_release_on_and_its_old_one_when_it_comes_back() {
        site("null", 0);
        String text = "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\"}%s}%s}";
        String french = ",\"fr\":{\"title\":\"%s\"}";
        String path = admin.send(
                        "POST", "/api/posts", text.formatted(french.formatted("B"), ",\"state\":\"published\""))
                .headers()
                .get("Location");

        Http.Answer saved = admin.send("PUT", path, text.formatted("", ""), "if-match", "\"1\"");
        assertThat(saved.json().path("urls").fieldNames())
                .as("readers still have it")
                .toIterable()
                .containsExactly("en", "fr");
        Http.Answer released = admin.send("POST", path + "/publish", "{}", "if-match", "\"2\"");
        assertThat(released.json().path("urls").fieldNames()).toIterable().containsExactly("en");

        admin.send("PUT", path, text.formatted(french.formatted("C"), ""), "if-match", "\"3\"");
        Http.Answer back = admin.send("POST", path + "/publish", "{}", "if-match", "\"4\"");
        assertThat(back.json().at("/urls/fr").asText()).endsWith("/fr/news/2026/11/b/");
    }

    private Http.Answer site(String hub, int revision) {
        return admin.send("PUT", "/api/site", SITE.formatted(hub), "if-match", "\"" + revision + "\"");
    }
}
