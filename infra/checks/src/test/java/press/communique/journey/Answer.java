package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** What came back, read as what it says it is. */
record Answer(URI uri, int status, HttpResponse<String> http) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Answer of(HttpResponse<String> http) {
        return new Answer(http.uri(), http.statusCode(), http);
    }

    Answer is(int status) {
        assertThat(this.status).as("%s", this).isEqualTo(status);
        return this;
    }

    String header(String name) {
        return http.headers().firstValue(name).orElse("");
    }

    String body() {
        return http.body();
    }

    JsonNode json() {
        try {
            return JSON.readTree(body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + this, e);
        }
    }

    Document page() {
        assertThat(header("Content-Type").replace(" ", "")).as("%s", this).isEqualTo("text/html;charset=utf-8");
        return Jsoup.parse(body(), uri.toString());
    }

    SyndFeed feed() {
        assertThat(header("Content-Type")).as("%s", this).startsWith("application/rss+xml");
        try {
            return new SyndFeedInput().build(new StringReader(body()));
        } catch (FeedException e) {
            throw new AssertionError("No feed: " + this, e);
        }
    }

    /** The fields that a problem document names, as {@code /type unknown-type}. */
    List<String> problems() {
        assertThat(header("Content-Type")).as("%s", this).startsWith("application/problem+json");
        assertThat(header("Cache-Control")).isEqualTo("no-store");
        JsonNode problem = json();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("code").asText()).isNotBlank();
        var named = new ArrayList<String>();
        for (JsonNode error : problem.path("errors")) {
            assertThat(error.path("detail").asText()).as("%s", error).isNotBlank();
            named.add(error.path("pointer").asText() + " " + error.path("code").asText());
        }
        return named;
    }

    @Override
    public String toString() {
        String body = body();
        return http.request().method() + " " + uri.getPath() + " gave " + status + ": "
                + (body.length() > 2000 ? body.substring(0, 2000) + "…" : body);
    }
}
