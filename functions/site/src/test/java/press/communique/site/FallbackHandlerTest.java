package press.communique.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Address;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Post;
import press.communique.core.post.Schedule;
import press.communique.core.post.Scheduling;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.posts.Addresses;
import press.communique.store.testing.LocalTables;
import press.communique.store.testing.SamplePosts;

/** What readers are told of addresses that are not files. */
class FallbackHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String PRESENT = "/news/2026/11/a/";
    private static final String COMING = "/news/2026/11/minister-resigns/";
    private static final String COMING_ALIAS = "/resignation.html";

    private final LocalTables tables = new LocalTables();
    private final SamplePosts sample = new SamplePosts(tables);
    private final Addresses addresses = new Addresses(tables.client(), tables.posts());
    private final FallbackHandler handler = new FallbackHandler(environment());

    private Map<String, String> environment() {
        var environment = new HashMap<String, String>(tables.environment());
        environment.put("SITE_URL", "https://www.example.org");
        return environment;
    }

    @Test
    void an_address_that_a_schedule_holds_is_answered_like_any_guess_until_its_release() {
        Post live = sample.publish(sample.draft(SamplePosts.content("A"), NOW), false, NOW);
        Post next = sample.save(live, renamed(), NOW);
        Post waiting = apply(Scheduling.schedule(
                next,
                new Schedule.Wish(NOW.plusSeconds(60), false, Map.of(), Optional.empty()),
                proposed(next),
                "ed",
                NOW));

        APIGatewayV2HTTPResponse guess = ask("/news/2026/11/something-else/");
        assertThat(guess.getStatusCode()).isEqualTo(404);
        for (String path : List.of(COMING, COMING + "index.html", COMING_ALIAS, COMING_ALIAS + "/")) {
            APIGatewayV2HTTPResponse answer = ask(path);
            assertThat(answer.getStatusCode()).as(path).isEqualTo(404);
            assertThat(answer.getHeaders()).as(path).isEqualTo(guess.getHeaders());
            assertThat(answer.getBody()).as(path).isEqualTo(guess.getBody());
        }
        Post other = sample.draft(renamed(), NOW);
        assertThat(proposed(other).get("en").slug())
                .as("no other post may have it")
                .isEqualTo("minister-resigns");
        assertThat(problems(other)).as("which its editor is told").isEqualTo(2);

        apply(Scheduling.release(waiting, waiting.content(), NOW.plusSeconds(60)));
        assertThat(ask(PRESENT).getHeaders()).containsEntry("Location", COMING);
        assertThat(ask(COMING_ALIAS).getHeaders()).containsEntry("Location", COMING);
    }

    private static Content renamed() {
        Content content = SamplePosts.content("A");
        return new Content(
                content.type(),
                content.topics(),
                content.authors(),
                new TreeMap<>(Map.of("en", new Edition("A", "", "News", Optional.of("minister-resigns")))),
                content.links(),
                false,
                false,
                List.of(COMING_ALIAS),
                Optional.empty());
    }

    private Map<String, Address> proposed(Post post) {
        return addresses.propose(post, NOW, SiteSettings.initial(), new Problems());
    }

    private int problems(Post post) {
        var problems = new Problems();
        addresses.propose(post, NOW, SiteSettings.initial(), problems);
        return problems.found().size();
    }

    private Post apply(Change change) {
        sample.posts().apply(change);
        return change.after();
    }

    private APIGatewayV2HTTPResponse ask(String path) {
        return handler.handleRequest(
                APIGatewayV2HTTPEvent.builder().withRawPath(path).build(), null);
    }
}
