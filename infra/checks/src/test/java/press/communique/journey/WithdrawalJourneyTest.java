package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to a post after its release: a slip is mended, or all of it is taken back. */
@ExtendWith(Stack.Shared.class)
class WithdrawalJourneyTest {

    private static final List<String> LISTS = List.of("/", "/news/", "/type/speech/", "/topic/human-rights/");

    private final Newsroom newsroom;

    WithdrawalJourneyTest(Stack stack) {
        newsroom = stack.newsroom;
    }

    private static String speech(String title) {
        return """
                {"type": "speech", "topics": ["human-rights"], "state": "published",
                 "editions": {"en": {"title": "%s", "body": "Text of %<s."}}}
                """.formatted(title);
    }

    @Test
    void a_withdrawn_post_leaves_a_notice_and_no_other_trace() {
        JsonNode post = newsroom.published(speech("Said too soon"));
        String path = newsroom.path(post, "en");
        for (String list : LISTS) {
            assertThat(newsroom.page(list).select("a[href=" + path + "]"))
                    .as(list)
                    .isNotEmpty();
        }

        JsonNode withdrawn = newsroom.step(post, "withdraw", """
                {"reason": {"en": "The minister did <not> say this."}}""");
        assertThat(withdrawn.get("state").asText()).isEqualTo("withdrawn");

        Document notice = newsroom.page(path);
        assertThat(notice.selectFirst("h1").text()).isEqualTo("This text has been withdrawn");
        assertThat(notice.selectFirst("main").text())
                .contains("Ministry of Foreign Affairs", "The minister did <not> say this.")
                .doesNotContain("Said too soon");
        assertThat(notice.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        for (String list : LISTS) {
            assertThat(newsroom.page(list).html()).as(list).doesNotContain(path, "Said too soon");
        }
        assertThat(newsroom.get("/feeds/news.rss").is(200).body()).doesNotContain(path, "Said too soon");

        Answer again = newsroom.post(
                "/api/posts/" + post.get("id").asText() + "/publish",
                "{}",
                "If-Match",
                "\"" + withdrawn.get("revision") + "\"");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problems()).isEmpty();
        assertThat(again.json().get("allowed"))
                .extracting(JsonNode::asText)
                .contains("save", "reinstate")
                .doesNotContain("publish", "withdraw");
    }

    @Test
    void saving_is_not_releasing_and_a_typo_fix_mails_nobody() {
        newsroom.subscribed("clara@example.org");
        JsonNode post = newsroom.published(speech("At the memorail"));
        String path = newsroom.path(post, "en");
        assertThat(newsroom.mail("clara@example.org", 2).get(0).subject()).isEqualTo("At the memorail");

        String before = newsroom.get(path).is(200).body();
        JsonNode saved = newsroom.put(
                        "/api/posts/" + post.get("id").asText(),
                        speech("At the memorial"),
                        "If-Match",
                        "\"" + post.get("revision") + "\"")
                .is(200)
                .json();
        assertThat(saved.get("revision").asInt()).isEqualTo(post.get("revision").asInt() + 1);
        assertThat(saved.at("/live/revision")).isEqualTo(post.at("/live/revision"));
        newsroom.published(speech("Another speech"));
        newsroom.mail("clara@example.org", 3);
        assertThat(newsroom.get(path).body()).as("the page after saving").isEqualTo(before);
        assertThat(newsroom.page("/news/").select("a[href=" + path + "]").text())
                .isEqualTo("At the memorail");

        JsonNode mended = newsroom.step(saved, "publish", "");
        assertThat(newsroom.path(mended, "en")).as("the address stays").isEqualTo(path);
        assertThat(newsroom.page(path).selectFirst("article").text())
                .contains("At the memorial", "Text of At the memorial.")
                .doesNotContain("memorail");
        assertThat(newsroom.page("/news/").select("a[href=" + path + "]").text())
                .isEqualTo("At the memorial");
        assertThat(newsroom.get("/feeds/news.rss").body())
                .contains("Text of At the memorial.")
                .doesNotContain("Text of At the memorail.");
        assertThat(newsroom.receipt(post).path("channels").has("email")).isFalse();

        // What comes after the fix in the stream is mailed after it: had the fix been mailed, it would be there.
        newsroom.published(speech("A third speech"));
        assertThat(newsroom.mail("clara@example.org", 4))
                .extracting(Letter::subject)
                .startsWith("A third speech", "Another speech", "At the memorail");
    }
}
