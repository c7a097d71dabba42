package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.store.testing.LocalTables;

class EditorApiTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String DRAFT =
            "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\",\"body\":\"B\"}}}";
    private static final String PUBLISHED =
            "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\"}},\"state\":\"published\"}";

    private final LocalTables tables = new LocalTables();
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> NOW);
    private final Http author = new Http(api, "ann", "[author]");
    private final Http otherAuthor = new Http(api, "bob", "[author]");
    private final Http editor = new Http(api, "ed", "[author editor]");
    private final Http admin = new Http(api, "root", "[admin]");

    @Test
    void a_post_is_created_read_saved_and_published() {
        Http.Answer created = author.send("POST", "/api/posts", DRAFT);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers()).containsEntry("ETag", "\"1\"").containsEntry("Cache-Control", "no-store");
        String path = created.headers().get("Location");
        assertThat(author.send("GET", path, null).json()).isEqualTo(created.json());

        Http.Answer saved = author.send("PUT", path, created.body().replace("\"A\"", "\"A2\""), "if-match", "\"1\"");
        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        assertThat(saved.json().path("revision").asInt()).isEqualTo(2);

        Http.Answer published = editor.send("POST", path + "/publish", "{}", "if-match", "\"2\"");
        assertThat(published.status()).as(published.body()).isEqualTo(200);
        assertThat(published.json().path("state").asText()).isEqualTo("published");
        assertThat(published.json().at("/urls/en").asText()).isEqualTo("https://www.example.org/news/2026/11/a2/");
        assertThat(published.json().path("publishedAt").asText()).isEqualTo("2026-11-24T08:00:00Z");
        assertThat(published.json().path("live").isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not JSON                     | {                                                             | 400 |                     |
            two values                   | {} {}                                                         | 400 |                     |
            a field twice                | {"type":"a","type":"b"}                                       | 400 |                     |
            not an object                | []                                                            | 422 |                     | wrong-type
            nothing in it                | {}                                                            | 422 | /type               | missing
            no editions                  | {"type":"news-item"}                                          | 422 | /editions           | missing
            no title                     | {"type":"news-item","editions":{"en":{}}}                     | 422 | /editions/en/title  | missing
            a blank title                | {"type":"news-item","editions":{"en":{"title":"  "}}}         | 422 | /editions/en/title  | missing
            a title that is a number     | {"type":"news-item","editions":{"en":{"title":7}}}            | 422 | /editions/en/title  | wrong-type
            an unknown field             | {"type":"news-item","editions":{"en":{"title":"A"}},"x":1}    | 422 | /x                  | unknown-field
            an unknown field inside      | {"type":"news-item","editions":{"en":{"title":"A","x":1}}}    | 422 | /editions/en/x      | unknown-field
            an unknown type              | {"type":"poem","editions":{"en":{"title":"A"}}}               | 422 | /type               | unknown-type
            an unknown language          | {"type":"news-item","editions":{"fr":{"title":"A"}}}          | 422 | /editions/fr        | unknown-language
            an unknown topic             | {"type":"news-item","topics":["x"],"editions":{"en":{"title":"A"}}} | 422 | /topics/0    | unknown-topic
            a date that is none          | {"type":"news-item","editions":{"en":{"title":"A"}},"publishAt":"2026-02-30T00:00:00Z"} | 422 | /publishAt | bad-format
            a date without an offset     | {"type":"news-item","editions":{"en":{"title":"A"}},"publishAt":"2026-02-20T00:00:00"}  | 422 | /publishAt | bad-format
            a link that runs             | {"type":"news-item","editions":{"en":{"title":"A"}},"links":[{"titles":{"en":"x"},"url":"javascript:alert(1)"}]} | 422 | /links/0/url | bad-
            a name that is no language   | {"type":"news-item","editions":{"english":{"title":"A"},"de":{"title":"A"}}} | 422 | /editions/english | bad-name
            another beside such a name   | {"type":"news-item","editions":{"english":{"title":"A"},"de":{"title":"A"}}} | 422 | /editions/de | unknown-language
            a second that was no leap second | {"type":"news-item","editions":{"en":{"title":"A"}},"publishAt":"2016-12-30T23:59:60Z"} | 422 | /publishAt | bad-format
            an unknown state             | {"type":"news-item","editions":{"en":{"title":"A"}},"state":"loud"} | 422 | /state        | unknown-value
            a state that it cannot begin with | {"type":"news-item","editions":{"en":{"title":"A"}},"state":"withdrawn"} | 422 | /state | unknown-value
            """)
    void what_cannot_be_taken_is_named_and_nothing_is_written(
            String what, String body, int status, String pointer, String code) {
        Http.Answer answer = editor.send("POST", "/api/posts", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        if (code != null) {
            assertThat(errors(answer)).as(answer.body()).anySatisfy(error -> {
                assertThat(error.path("pointer").asText()).isEqualTo(pointer == null ? "" : pointer);
                assertThat(error.path("code").asText()).startsWith(code);
                assertThat(error.path("detail").asText()).isNotBlank();
            });
        }
        assertThat(editor.send("GET", "/api/posts", null).json().path("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"media":"x"}                                            | /image/media bad-format
            {"media":"01ARZ3NDEKTSV4RRFFQ69G5FAV","x":1}             | /image/x unknown-field, /image/media unknown-media
            []                                                       | /image wrong-type
            """)
    void an_image_that_is_none_is_not_told_to_be_null(String image, String problems) {
        String draft = DRAFT.substring(0, DRAFT.length() - 1) + ",\"image\":" + image + "}";
        assertThat(errors(author.send("POST", "/api/posts", draft)).stream()
                        .map(error -> error.path("pointer").asText() + " "
                                + error.path("code").asText()))
                .containsExactlyInAnyOrder(problems.split(", "));
    }

    @Test
    void every_problem_of_form_and_sense_is_said_at_once() {
        Http.Answer answer = editor.send(
                "POST",
                "/api/posts",
                "{\"type\":\"poem\",\"extra\":1,\"editions\":{\"en\":{\"title\":\"" + "x".repeat(301)
                        + "\"},\"xx\":{\"title\":\"A\"}},\"publishAt\":\"soon\"}");
        assertThat(errors(answer).stream().map(error -> error.path("pointer").asText()))
                .containsExactlyInAnyOrder("/type", "/extra", "/editions/en/title", "/editions/xx", "/publishAt");
    }

    @Test
    void a_body_of_more_than_a_megabyte_is_too_large_and_one_byte_less_is_kept_whole() {
        String form = "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\",\"body\":\"%s\"}}}";
        Http.Answer tooLarge = author.send("POST", "/api/posts", form.formatted("x".repeat(1_000_001)));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(errors(tooLarge).get(0).path("pointer").asText()).isEqualTo("/editions/en/body");
        assertThat(editor.send("GET", "/api/posts", null).json().path("items")).isEmpty();
    }

    @Test
    void the_same_idempotency_key_creates_once() {
        Http.Answer first = author.send("POST", "/api/posts", DRAFT, "idempotency-key", "k1");
        Http.Answer again = author.send("POST", "/api/posts", DRAFT, "idempotency-key", "k1");
        assertThat(again).isEqualTo(first);
        Http.Answer other = author.send("POST", "/api/posts", PUBLISHED, "idempotency-key", "k1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("code").asText()).isEqualTo("idempotency-key-reused");
        assertThat(editor.send("GET", "/api/posts", null).json().path("items")).hasSize(1);
    }

    @Test
    void a_refused_request_does_not_use_its_key_up() {
        assertThat(author.send("POST", "/api/posts", "{}", "idempotency-key", "k2")
                        .status())
                .isEqualTo(422);
        assertThat(author.send("POST", "/api/posts", DRAFT, "idempotency-key", "k2")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void changes_need_the_revision_that_was_read() {
        String path = author.send("POST", "/api/posts", DRAFT).headers().get("Location");
        assertThat(author.send("PUT", path, DRAFT).status()).isEqualTo(428);
        assertThat(author.send("PUT", path, DRAFT, "if-match", "\"1\"").status())
                .isEqualTo(200);
        Http.Answer stale = author.send("PUT", path, DRAFT, "if-match", "\"1\"");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.json().path("revision").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"1\", \"7\"' | 200",
                "'\"7\",\"1\"'  | 200",
                "'\"2\", \"7\"' | 412",
                "'W/\"1\"'        | 412",
                "*                  | 412",
                "1                  | 412"
            })
    void a_change_goes_by_any_of_the_entity_tags_that_it_names_if_they_are_strong(String ifMatch, int status) {
        String path = author.send("POST", "/api/posts", DRAFT).headers().get("Location");
        assertThat(author.send("PUT", path, DRAFT, "if-match", ifMatch).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2017-01-01T00:59:60+01:00, 2017-01-01T00:00:00Z",
        "2026-11-24T08:00:00+23:59, 2026-11-23T08:01:00Z",
        "2026-11-24t08:00:00.1234567890123z, 2026-11-24T08:00:00.123456789Z"
    })
    void every_instant_of_rfc_3339_is_taken(String sent, String kept) {
        String draft = DRAFT.substring(0, DRAFT.length() - 1) + ",\"publishAt\":\"" + sent + "\"}";
        Http.Answer created = author.send("POST", "/api/posts", draft);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.json().path("publishAt").asText()).isEqualTo(kept);
    }

    @Test
    void what_was_withdrawn_is_there_for_its_author_and_for_editors_only() {
        String path = author.send("POST", "/api/posts", DRAFT).headers().get("Location");
        editor.send("POST", path + "/publish", "{}", "if-match", "\"1\"");
        assertThat(otherAuthor.send("GET", path, null).status()).isEqualTo(200);
        editor.send("POST", path + "/withdraw", "{\"reason\":{\"en\":\"Oops.\"}}", "if-match", "\"2\"");
        assertThat(otherAuthor.send("GET", path, null).status()).isEqualTo(404);
        assertThat(otherAuthor.send("GET", path + "/receipts", null).status()).isEqualTo(404);
        assertThat(otherAuthor.send("GET", "/api/posts", null).json().path("items"))
                .isEmpty();
        assertThat(author.send("GET", path, null).status()).isEqualTo(200);
        assertThat(editor.send("GET", path, null).status()).isEqualTo(200);
    }

    @Test
    void who_may_not_see_a_post_is_told_the_same_as_if_there_were_none() {
        String path = author.send("POST", "/api/posts", DRAFT).headers().get("Location");
        Http.Answer hidden = otherAuthor.send("GET", path, null);
        Http.Answer absent = otherAuthor.send("GET", "/api/posts/01ARZ3NDEKTSV4RRFFQ69G5FAV", null);
        assertThat(hidden.status()).isEqualTo(404);
        assertThat(hidden.body()).isEqualTo(absent.body());
        assertThat(otherAuthor.send("GET", "/api/posts", null).json().path("items"))
                .isEmpty();
    }

    @Test
    void a_text_is_submitted_sent_back_and_its_history_tells() {
        String path = author.send("POST", "/api/posts", DRAFT).headers().get("Location");
        assertThat(otherAuthor
                        .send("POST", path + "/submit", "{}", "if-match", "\"1\"")
                        .status())
                .isEqualTo(404);
        Http.Answer submitted = author.send("POST", path + "/submit", "{}", "if-match", "\"1\"");
        assertThat(submitted.status()).as(submitted.body()).isEqualTo(200);
        assertThat(submitted.json().path("state").asText()).isEqualTo("in-review");
        assertThat(editor.send("GET", "/api/posts?state=in-review", null).json().path("items"))
                .hasSize(1);
        Http.Answer twice = author.send("POST", path + "/submit", "{}", "if-match", "\"2\"");
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.json().path("allowed").toString()).contains("reject").doesNotContain("submit");
        assertThat(author.send("POST", path + "/reject", "{\"reason\":\"x\"}", "if-match", "\"2\"")
                        .status())
                .isEqualTo(403);
        Http.Answer wordless = editor.send("POST", path + "/reject", "{}", "if-match", "\"2\"");
        assertThat(wordless.status()).isEqualTo(422);
        assertThat(errors(wordless).get(0).path("pointer").asText()).isEqualTo("/reason");
        Http.Answer rejected =
                editor.send("POST", path + "/reject", "{\"reason\":\"The date is wrong.\"}", "if-match", "\"2\"");
        assertThat(rejected.json().path("state").asText()).isEqualTo("draft");
        String text = "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"%s\",\"body\":\"%s\"}}}";
        author.send("PUT", path, text.formatted("A", "One.\\n\\nOn 7 May.\\n\\nThree."), "if-match", "\"3\"");
        author.send("PUT", path, text.formatted("B", "One.\\n\\nOn 6 May.\\n\\nThree."), "if-match", "\"4\"");

        Http.Answer history = author.send("GET", path + "/revisions?limit=3", null);
        assertThat(history.json().path("items").findValuesAsText("step")).containsExactly("save", "save", "reject");
        assertThat(history.json().at("/items/2/reason").asText()).isEqualTo("The date is wrong.");
        Http.Answer older = author.send(
                "GET", path + "/revisions?cursor=" + history.json().path("next").asText(), null);
        assertThat(older.json().path("items").findValuesAsText("step")).containsExactly("submit", "create");
        assertThat(older.json().path("next").isNull()).isTrue();
        Http.Answer all = author.send("GET", path + "/revisions?limit=5", null);
        assertThat(all.json().path("items")).hasSize(5);
        assertThat(all.json().path("next").isNull())
                .as("there is nothing before the first")
                .isTrue();
        assertThat(author.send("GET", path + "/revisions?cursor=x", null).status())
                .isEqualTo(400);

        Http.Answer old = author.send("GET", path + "/revisions/4", null);
        assertThat(old.json().at("/content/editions/en/body").asText()).isEqualTo("One.\n\nOn 7 May.\n\nThree.");
        assertThat(author.send("GET", path + "/revisions/9", null).status()).isEqualTo(404);
        Http.Answer diff = author.send("GET", path + "/revisions/5/diff", null);
        assertThat(diff.json().path("changes").findValuesAsText("pointer"))
                .containsExactly("/editions/en/body", "/editions/en/title");
        assertThat(diff.json().at("/changes/0/lines").toString()).contains("\"-On 7 May.\",\"+On 6 May.\"");
        assertThat(diff.json().at("/changes/1/from").asText()).isEqualTo("A");
        assertThat(author.send("GET", path + "/revisions/5/diff?from=5", null)
                        .json()
                        .path("changes"))
                .isEmpty();
        assertThat(author.send("GET", path + "/revisions/5/diff?from=6", null).status())
                .isEqualTo(400);
        assertThat(otherAuthor.send("GET", path + "/revisions", null).status()).isEqualTo(404);
    }

    @Test
    void a_live_text_is_worked_on_and_reviewed_while_readers_see_the_old_one() {
        String path = editor.send("POST", "/api/posts", PUBLISHED).headers().get("Location");
        Http.Answer nothingNew = editor.send("POST", path + "/submit", "{}", "if-match", "\"1\"");
        assertThat(nothingNew.status()).isEqualTo(409);
        editor.send("PUT", path, DRAFT.replace("\"A\"", "\"Not yet public\""), "if-match", "\"1\"");
        Http.Answer submitted = editor.send("POST", path + "/submit", "{}", "if-match", "\"2\"");
        assertThat(submitted.json().path("state").asText()).isEqualTo("in-review");
        String hidden = "Not yet public";
        assertThat(editor.send("GET", path, null).body()).contains(hidden);
        assertThat(otherAuthor.send("GET", path, null).status()).isEqualTo(200);
        assertThat(otherAuthor.send("GET", path, null).body()).doesNotContain(hidden);
        assertThat(otherAuthor.send("GET", "/api/posts", null).body()).doesNotContain(hidden);
        assertThat(otherAuthor.send("GET", path + "/revisions", null).status())
                .as("what is not public is nobody else's business")
                .isEqualTo(403);
        Http.Answer rejected = editor.send("POST", path + "/reject", "{\"reason\":\"No.\"}", "if-match", "\"3\"");
        assertThat(rejected.json().path("state").asText()).isEqualTo("published");
        editor.send("POST", path + "/submit", "{}", "if-match", "\"4\"");
        assertThat(editor.send("POST", path + "/withdraw", "{\"reason\":{\"en\":\"x\"}}", "if-match", "\"5\"")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("withdrawn");
    }

    @Test
    void only_what_readers_never_saw_can_be_deleted() {
        String path = author.send("POST", "/api/posts", DRAFT).headers().get("Location");
        author.send("PUT", path, DRAFT, "if-match", "\"1\"");
        assertThat(otherAuthor.send("DELETE", path, null, "if-match", "\"2\"").status())
                .isEqualTo(404);
        assertThat(author.send("DELETE", path, null).status()).isEqualTo(428);
        assertThat(author.send("DELETE", path, null, "if-match", "\"1\"").status())
                .isEqualTo(412);
        assertThat(author.send("DELETE", path, null, "if-match", "\"2\"").status())
                .isEqualTo(204);
        assertThat(author.send("GET", path, null).status()).isEqualTo(404);
        assertThat(author.send("DELETE", path, null, "if-match", "\"2\"").status())
                .isEqualTo(404);
        assertThat(author.send("GET", "/api/posts", null).json().path("items")).isEmpty();

        String seen = editor.send("POST", "/api/posts", PUBLISHED).headers().get("Location");
        Http.Answer kept = editor.send("DELETE", seen, null, "if-match", "\"1\"");
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.json().path("allowed").toString()).contains("withdraw");
    }

    @Test
    void with_four_eyes_nobody_releases_a_text_of_their_own() {
        var site = (com.fasterxml.jackson.databind.node.ObjectNode)
                admin.send("GET", "/api/site", null).json();
        assertThat(admin.send("PUT", "/api/site", site.put("fourEyes", true).toString(), "if-match", "\"0\"")
                        .status())
                .isEqualTo(200);
        assertThat(editor.send("POST", "/api/posts", PUBLISHED).status()).isEqualTo(403);
        String path = author.send("POST", "/api/posts", DRAFT).headers().get("Location");
        editor.send("PUT", path, DRAFT, "if-match", "\"1\"");
        Http.Answer alone = editor.send("POST", path + "/publish", "{}", "if-match", "\"2\"");
        assertThat(alone.status()).isEqualTo(403);
        assertThat(alone.json().path("code").asText()).isEqualTo("four-eyes");
        assertThat(admin.send("POST", path + "/publish", "{}", "if-match", "\"2\"")
                        .status())
                .isEqualTo(200);
        // What was written before the last release does not count.
        admin.send("PUT", path, DRAFT, "if-match", "\"3\"");
        assertThat(admin.send("POST", path + "/publish", "{}", "if-match", "\"4\"")
                        .status())
                .isEqualTo(403);
        assertThat(editor.send("POST", path + "/publish", "{}", "if-match", "\"4\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void roles_are_kept() {
        assertThat(author.send("POST", "/api/posts", PUBLISHED).status()).isEqualTo(403);
        String path = author.send("POST", "/api/posts", DRAFT).headers().get("Location");
        assertThat(author.send("POST", path + "/publish", "{}", "if-match", "\"1\"")
                        .status())
                .isEqualTo(403);
        String site = admin.send("GET", "/api/site", null).body();
        assertThat(editor.send("PUT", "/api/site", site, "if-match", "\"0\"").status())
                .isEqualTo(403);
        assertThat(admin.send("PUT", "/api/site", site, "if-match", "\"0\"").status())
                .isEqualTo(200);
        assertThat(new Http(api, "x", "[reader]")
                        .send("GET", "/api/posts", null)
                        .status())
                .isEqualTo(403);
        assertThat(new Http(api, null, null).send("GET", "/api/health", null).status())
                .isEqualTo(200);
    }

    @Test
    void a_withdrawn_post_takes_no_second_withdrawal() {
        String path = editor.send("POST", "/api/posts", PUBLISHED).headers().get("Location");
        String reason = "{\"reason\":{\"en\":\"By mistake.\"}}";
        assertThat(editor.send("POST", path + "/withdraw", reason, "if-match", "\"1\"")
                        .status())
                .isEqualTo(200);
        Http.Answer again = editor.send("POST", path + "/withdraw", reason, "if-match", "\"2\"");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("allowed").isArray()).isTrue();
    }

    @Test
    void a_withdrawn_post_is_reinstated_by_editors_only_and_only_once() {
        String path = editor.send("POST", "/api/posts", PUBLISHED).headers().get("Location");
        assertThat(editor.send("POST", path + "/reinstate", null, "if-match", "\"1\"")
                        .status())
                .isEqualTo(409);
        editor.send("POST", path + "/withdraw", "{\"reason\":{\"en\":\"Oops.\"}}", "if-match", "\"1\"");
        assertThat(author.send("POST", path + "/reinstate", null, "if-match", "\"2\"")
                        .status())
                .isEqualTo(403);
        Http.Answer back = editor.send("POST", path + "/reinstate", null, "if-match", "\"2\"");
        assertThat(back.status()).as(back.body()).isEqualTo(200);
        assertThat(back.json().path("state").asText()).isEqualTo("published");
        Http.Answer again = editor.send("POST", path + "/reinstate", null, "if-match", "\"3\"");
        assertThat(again.json().path("allowed").toString())
                .doesNotContain("reinstate")
                .contains("withdraw");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a language it has not       | publish  | {"correction":{"fr":"Faux."}}                                  | /correction/fr | unknown-language
            a character no feed takes   | publish  | {"correction":{"en":"\\u0001"}}                                 | /correction/en | illegal-character
            its own address             | withdraw | {"reason":{"en":"x"},"redirectTo":"/news/2026/11/a/"}           | /redirectTo    | leads-to-itself
            its own full address        | withdraw | {"reason":{"en":"x"},"redirectTo":"https://www.example.org/news/2026/11/a/"} | /redirectTo | leads-to-itself
            another host in disguise    | withdraw | {"reason":{"en":"x"},"redirectTo":"//elsewhere.example"}        | /redirectTo    | bad-url
            an address that runs        | withdraw | {"reason":{"en":"x"},"redirectTo":"javascript:alert(1)"}        | /redirectTo    | bad-format
            a reason in no language     | withdraw | {"reason":{"en":"x","xx":"y"}}                                 | /reason/xx     | unknown-language
            a revision that was not     | restore  | {"revision":7}                                                  | /revision      | unknown-revision
            """)
    void a_step_that_makes_no_sense_names_what_is_wrong(
            String what, String step, String body, String pointer, String code) {
        String path = editor.send("POST", "/api/posts", PUBLISHED).headers().get("Location");
        Http.Answer answer = editor.send("POST", path + "/" + step, body, "if-match", "\"1\"");
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(errors(answer)).as(answer.body()).anySatisfy(error -> {
            assertThat(error.path("pointer").asText()).isEqualTo(pointer);
            assertThat(error.path("code").asText()).isEqualTo(code);
        });
        assertThat(editor.send("GET", path, null).json().path("revision").asInt())
                .isEqualTo(1);
    }

    @Test
    void addresses_that_are_none_and_methods_that_are_not_taken() {
        assertThat(editor.send("GET", "/api/nothing", null).status()).isEqualTo(404);
        Http.Answer wrongMethod = editor.send("DELETE", "/api/site", null);
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.headers()).containsEntry("Allow", "GET, PUT");
        assertThat(editor.send("POST", "/api/posts", DRAFT, "content-type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(editor.send("GET", "/api/posts?cursor=zzz", null).status()).isEqualTo(400);
        assertThat(editor.send("GET", "/api/posts?limit=101", null).status()).isEqualTo(400);
    }

    @Test
    void no_answer_shows_our_insides() {
        Map<String, String> broken = new HashMap<>(Environments.of(tables));
        broken.put("POSTS_TABLE", "no-such-table");
        Http.Answer answer = new Http(new EditorApi(broken), "ed", "[editor]").send("GET", "/api/posts", null);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("no-such-table")
                .doesNotContain("at press.");
    }

    private static List<JsonNode> errors(Http.Answer answer) {
        return StreamSupport.stream(answer.json().path("errors").spliterator(), false)
                .toList();
    }
}
