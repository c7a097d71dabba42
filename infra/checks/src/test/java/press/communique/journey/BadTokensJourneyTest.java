package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may not do what they ask for. */
class BadTokensJourneyTest extends BadInput {

    BadTokensJourneyTest(Stack stack) {
        super(stack);
    }

    @Test
    void a_token_that_is_not_good_is_refused_by_the_gateway() throws Exception {
        Map<String, String> tokens = new ForgedTokens(stack.local.tokens().editor(), stack.data).all();
        assertThat(tokens).hasSizeGreaterThan(8);
        tokens.forEach((what, token) -> {
            Answer answer = Newsroom.send(newsroom.authorized("/api/posts", token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(post("}}}"))));
            assertThat(answer.status()).as("%s: %s", what, answer).isEqualTo(401);
            assertThat(answer.body()).as(what).isEqualTo("{\"message\":\"Unauthorized\"}");
            assertThat(answer.header("WWW-Authenticate")).as(what).startsWith("Bearer");
        });
        assertThat(newsroom.get("/api/posts").is(401).body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(newsroom.get("/api/site").is(401).header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void a_token_elsewhere_than_in_its_header_is_nothing() {
        String token = stack.local.tokens().admin();
        newsroom.get("/api/posts?access_token=" + token).is(401);
        newsroom.get("/api/posts?token=" + token).is(401);
        newsroom.get("/api/posts?Authorization=Bearer%20" + token).is(401);
        Newsroom.send(newsroom.to("/api/posts").header("Cookie", "Authorization=Bearer " + token))
                .is(401);
        Newsroom.send(newsroom.to("/api/posts").header("X-Authorization", "Bearer " + token))
                .is(401);
    }

    @Test
    void an_expired_token_of_our_own_mint_is_refused_too() {
        String late = stack.local.token("late", List.of("admin"), Duration.ofSeconds(-1));
        Newsroom.send(newsroom.authorized("/api/posts", late)).is(401);
    }

    @Test
    void a_role_that_is_too_low_is_forbidden() {
        String author = stack.local.tokens().author();
        Answer published = Newsroom.send(newsroom.authorized("/api/posts", author)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(post("}}}"))));
        forbidden(published);
        forbidden(Newsroom.send(
                newsroom.authorized("/api/site", stack.local.tokens().editor())
                        .header("Content-Type", "application/json")
                        .header("If-Match", "\"1\"")
                        .PUT(BodyPublishers.ofString(Stack.SETTINGS))));
        String nobody = stack.local.token("nobody", List.of(), Duration.ofMinutes(5));
        forbidden(Newsroom.send(newsroom.authorized("/api/posts", nobody)));
        String guest = stack.local.token("guest", List.of("guests"), Duration.ofMinutes(5));
        forbidden(Newsroom.send(newsroom.authorized("/api/posts", guest)));
    }

    private static void forbidden(Answer answer) {
        assertThat(harmless(answer).status()).as("%s", answer).isEqualTo(403);
        assertThat(answer.problems()).isEmpty();
        assertThat(answer.json().get("code").asText()).isEqualTo("forbidden");
    }
}
