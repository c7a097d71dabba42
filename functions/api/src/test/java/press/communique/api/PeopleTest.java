package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import press.communique.store.testing.LocalTables;

/** Posts have ids of people; here is whose they are. */
class PeopleTest {

    private static final String DRAFT = "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\"}}}";

    private final LocalTables tables = new LocalTables();
    private final TableGate gate = TableGate.before(tables);
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final EditorApi api = instance();

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void whoever_changes_something_has_a_name_from_then_on() {
        Http amina = person("a-1", "name", "Amina Diallo", "cognito:username", "amina");
        Http edward = person("e-1", "given_name", "Edward", "family_name", "Peeters");
        assertThat(names(edward)).isEmpty();
        String path = amina.send("POST", "/api/posts", DRAFT).headers().get("Location");
        edward.send("PUT", path, DRAFT, "if-match", "\"1\"");

        assertThat(names(amina)).isEqualTo(Map.of("a-1", "Amina Diallo", "e-1", "Edward Peeters"));
        Http.Answer post = amina.send("GET", path, null);
        assertThat(post.json().path("createdBy").asText()).isEqualTo("a-1");
        assertThat(post.json().path("updatedBy").asText()).isEqualTo("e-1");
        assertThat(amina.send("GET", "/api/people", null).body()).doesNotContain("@");
    }

    @Test
    void whoever_stops_all_mail_is_named_until_it_goes_on() {
        Http edward = person("e-1", "name", "Edward Peeters");
        edward.send("POST", "/api/mailings/stop", "{}");
        Http.Answer stopped = edward.send("GET", "/api/mailings", null);
        assertThat(stopped.json().path("stoppedFor").asText()).isEqualTo("by-hand");
        assertThat(stopped.json().path("stoppedBy").asText()).isEqualTo("e-1");
        assertThat(stopped.json().path("stoppedAt").asText()).isEqualTo("2026-11-24T08:00:00Z");
        edward.send("POST", "/api/mailings/start", "{}");
        assertThat(edward.send("GET", "/api/mailings", null).body()).doesNotContain("e-1");
    }

    @Test
    void a_new_name_takes_the_place_of_the_old_one_and_a_user_name_of_none() {
        create(person("a-1", "cognito:username", "amina"));
        assertThat(names()).containsExactly(Map.entry("a-1", "amina"));
        create(person("a-1", "name", "Amina Diallo"));
        assertThat(names()).containsExactly(Map.entry("a-1", "Amina Diallo"));
        create(person("a-1", "name", "Amina Diallo-Peeters"));
        assertThat(names()).containsExactly(Map.entry("a-1", "Amina Diallo-Peeters"));
        create(person("a-1", "username", "another"));
        assertThat(names()).as("a token that tells no name").containsExactly(Map.entry("a-1", "Amina Diallo-Peeters"));
    }

    @Test
    void nobodys_address_is_a_name() {
        create(person("a-1", "name", "amina@example.org"));
        create(person("b-1", "cognito:username", "5d41402a-bc4b-4a76-b971-9d911017c592", "email", "bea@example.org"));
        create(person("c-1", "cognito:username", "c-1", "name", "  ", "email", ""));
        create(person("d-1", "name", " Ann\u202e\n  Lee "));
        create(person("e-1", "name", "x".repeat(500)));
        assertThat(names())
                .as("and who tells nothing has none")
                .isEqualTo(Map.of("a-1", "amina", "b-1", "bea", "d-1", "Ann Lee", "e-1", "x".repeat(120)));
    }

    @Test
    void reading_writes_nothing_and_neither_does_the_next_change() {
        Http amina = person("a-1", "name", "Amina Diallo");
        amina.send("GET", "/api/posts", null);
        amina.send("GET", "/api/site", null);
        assertThat(gate.writes()).isZero();
        amina.send("POST", "/api/posts", "{");
        assertThat(gate.writes()).as("a change that was refused").isZero();
        create(amina);
        assertThat(gate.writes()).isEqualTo(1);
        create(amina);
        create(person("a-1", "username", "amina"));
        create(person("a-1", "username", "amina"));
        create(amina);
        assertThat(gate.writes()).as("and one for her token of another kind").isEqualTo(2);
    }

    @Test
    void a_call_is_answered_though_its_name_cannot_be_kept() {
        Http amina = person("a-1", "name", "Amina Diallo");
        gate.refuse(true);
        create(amina);
        assertThat(gate.writes()).isEqualTo(1);
        assertThat(names()).isEmpty();
        gate.refuse(false);
        create(amina);
        assertThat(names()).containsExactly(Map.entry("a-1", "Amina Diallo"));
    }

    @Test
    void a_name_is_forgotten_two_years_after_its_bearer_was_last_here() {
        create(person("a-1", "name", "Amina Diallo"));
        create(person("b-1", "name", "Bob Lee"));
        now = now.plus(Duration.ofDays(400));
        create(person("a-1", "name", "Amina Diallo"));
        now = now.plus(Duration.ofDays(331));
        assertThat(names()).containsExactly(Map.entry("a-1", "Amina Diallo"));
    }

    private EditorApi instance() {
        return new EditorApi(Environments.of(tables, "AWS_ENDPOINT_URL_DYNAMODB", gate.endpoint()), () -> now);
    }

    /** Somebody whose token tells this of them, beside their address. */
    private Http person(String id, String... claims) {
        RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> withClaims = (event, context) -> {
            Map<String, String> all =
                    event.getRequestContext().getAuthorizer().getJwt().getClaims();
            for (int i = 0; i < claims.length; i += 2) {
                all.put(claims[i], claims[i + 1]);
            }
            return api.handleRequest(event, context);
        };
        return new Http(withClaims, id, "[editor]");
    }

    private static void create(Http person) {
        assertThat(person.send("POST", "/api/posts", DRAFT).status()).isEqualTo(201);
    }

    private Map<String, String> names() {
        return names(person("z-1"));
    }

    private static Map<String, String> names(Http reader) {
        Http.Answer answer = reader.send("GET", "/api/people", null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var names = new TreeMap<String, String>();
        answer.json()
                .path("people")
                .forEach(each ->
                        names.put(each.path("id").asText(), each.path("name").asText()));
        return names;
    }
}
