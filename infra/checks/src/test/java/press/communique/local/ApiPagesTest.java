package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import press.communique.api.EditorApi;
import press.communique.api.ReaderApi;

/** Whoever writes a client reads the contract in a browser, on the machine where the stack runs. */
@ExtendWith(SmallStack.Shared.class)
class ApiPagesTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void every_call_is_there_with_who_may_send_it_and_examples(SmallStack small) throws Exception {
        HttpResponse<String> answer = get(small, "/_local/api");
        assertThat(answer.statusCode()).isEqualTo(200);
        Document page = Jsoup.parse(answer.body());
        List<String> calls = page.select("details.operation > summary").eachText();
        assertThat(calls).hasSize(EditorApi.routes().size() + ReaderApi.routes().size());
        EditorApi.routes().forEach(route -> assertThat(calls)
                .anyMatch(call -> call.startsWith(route.method() + " " + route.path() + " ")));
        Element create = page.getElementById("createPost");
        assertThat(create.text()).contains("Role: author.", "application/json", "Idempotency-Key", "201", "422");
        assertThat(create.select("pre").text()).contains("\"news-item\"");
        assertThat(page.getElementById("schema-PostDraft").text()).contains("editions", "required", "publishAt");
        assertThat(page.getElementById("getHealth").text()).contains("No token.");
    }

    @Test
    void it_leads_nowhere_that_is_not_there_and_asks_nobody_else(SmallStack small) throws Exception {
        HttpResponse<String> answer = get(small, "/_local/api");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("script, img, link[href^=http], [src]")).isEmpty();
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        for (String link : page.select("a[href^=#]").eachAttr("href")) {
            assertThat(page.getElementById(link.substring(1))).as(link).isNotNull();
        }
        assertThat(get(small, "/_local/openapi.yaml").body()).contains("openapi: 3.1.0");
        assertThat(Jsoup.parse(get(small, "/_local/").body()).select("a[href=/_local/api]"))
                .isNotEmpty();
    }

    private static HttpResponse<String> get(SmallStack small, String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(small.stack.site().resolve(path)).build(), BodyHandlers.ofString());
    }
}
