package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The editors' application as a browser meets it: its files and their policy, signing in, and sending an upload. */
@ExtendWith(Stack.Shared.class)
class DeskJourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String VERIFIER = "a-verifier-is-from-43-to-128-characters-long-1";

    private final Stack stack;
    private final Newsroom newsroom;
    private final JsonNode config;
    private final JsonNode issuer;

    DeskJourneyTest(Stack stack) {
        this.stack = stack;
        this.newsroom = stack.newsroom;
        this.config = newsroom.get("/desk/config.json").is(200).json();
        this.issuer = newsroom.get(config.path("issuer").asText() + "/.well-known/openid-configuration")
                .is(200)
                .json();
    }

    private String desk() {
        return newsroom.site().resolve("/desk/").toString();
    }

    @Test
    void the_desk_is_there_with_its_own_policy_and_no_reader_is_led_to_it() {
        Answer index = newsroom.get("/desk/").is(200);
        assertThat(index.page().title()).isNotBlank();
        assertThat(index.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(index.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe", "*", "amazonaws");
        assertThat(index.header("X-Robots-Tag")).contains("noindex");
        assertThat(index.header("X-Frame-Options")).isEqualTo("DENY");
        for (String file : index.page().select("script[src], link[rel=stylesheet]").stream()
                .map(element -> element.hasAttr("src") ? element.absUrl("src") : element.absUrl("href"))
                .toList()) {
            assertThat(newsroom.get(file).is(200).header("Cache-Control"))
                    .as(file)
                    .contains("immutable");
        }
        assertThat(newsroom.get("/").is(200).header("Content-Security-Policy")).doesNotContain("script-src");
        assertThat(newsroom.get("/").body()).doesNotContain("/desk/");
        assertThat(newsroom.get("/robots.txt").is(200).body()).contains("Disallow: /desk/\n");
        newsroom.get("/desk").is(301);
        assertThat(newsroom.get("/desk/never-was.js").is(404).header("Content-Security-Policy"))
                .contains("script-src 'self'");
    }

    @Test
    void what_it_is_told_of_the_installation_is_where_to_sign_in() {
        assertThat(config.path("clientId").asText()).isEqualTo("communique-desk");
        assertThat(config.path("scope").asText()).isEqualTo("openid email profile");
        assertThat(config.path("api").asText()).isEqualTo("/api");
        assertThat(issuer.path("issuer")).isEqualTo(config.path("issuer"));
        assertThat(newsroom.get("/desk/config.json").header("Cache-Control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @CsvSource({"author, 201, 403, 403", "editor, 201, 200, 403", "admin, 201, 200, 200"})
    void whoever_signs_in_may_do_what_their_role_may(String role, int write, int mailings, int export)
            throws Exception {
        JsonNode tokens = tokens(code(role, Map.of()), Map.of());
        assertThat(tokens.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(3600);
        for (String kind : List.of("access_token", "id_token")) {
            String token = tokens.path(kind).asText();
            String post = "{\"type\": \"news-item\", \"editions\": {\"en\": {\"title\": \"By the desk\"}}}";
            HttpRequest create = newsroom.authorized("/api/posts", token)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(post))
                    .build();
            assertThat(status(create)).as(kind).isEqualTo(write);
            assertThat(status(newsroom.authorized("/api/mailings", token).build()))
                    .isEqualTo(mailings);
            assertThat(status(newsroom.authorized("/api/subscribers/export", token)
                            .build()))
                    .isEqualTo(export);
        }
    }

    private static int status(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_id_token_says_who_it_is_and_answers_this_request() throws Exception {
        JsonNode tokens = tokens(code("editor", Map.of("nonce", "n-1")), Map.of());
        SignedJWT id = SignedJWT.parse(tokens.path("id_token").asText());
        JWKSet keys = JWKSet.parse(
                newsroom.get(issuer.path("jwks_uri").asText()).is(200).body());
        assertThat(id.verify(new RSASSAVerifier(
                        keys.getKeyByKeyId(id.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        var claims = id.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(config.path("issuer").asText());
        assertThat(claims.getAudience()).containsExactly("communique-desk");
        assertThat(claims.getStringClaim("nonce")).isEqualTo("n-1");
        assertThat(claims.getStringClaim("name")).isEqualTo("Edward Peeters");
        SignedJWT ready = SignedJWT.parse(stack.local.tokens().editor());
        assertThat(claims.getSubject()).isEqualTo(ready.getJWTClaimsSet().getSubject());
    }

    @Test
    void a_code_is_good_once_and_for_whoever_asked_for_it() throws Exception {
        String code = code("author", Map.of());
        tokens(code, Map.of());
        assertThat(refused(code, Map.of())).isEqualTo("invalid_grant");
        assertThat(refused("never-was", Map.of())).isEqualTo("invalid_grant");
        for (var wrong : Map.of(
                        "code_verifier", VERIFIER + "2",
                        "redirect_uri", "https://elsewhere.example/desk/",
                        "client_id", "another")
                .entrySet()) {
            String stolen = code("author", Map.of());
            assertThat(refused(stolen, Map.of(wrong.getKey(), wrong.getValue())))
                    .isEqualTo("invalid_grant");
            assertThat(refused(stolen, Map.of()))
                    .as("a code that was tried with another %s is gone", wrong.getKey())
                    .isEqualTo("invalid_grant");
        }
        assertThat(refused(code("author", Map.of()), Map.of("grant_type", "password")))
                .isEqualTo("unsupported_grant_type");
    }

    @Test
    void nobody_is_sent_elsewhere() throws Exception {
        for (String elsewhere : List.of("https://elsewhere.example/desk/", desk() + "x", desk() + "?x=1", "")) {
            Answer asked =
                    newsroom.get(authorize(Map.of("redirect_uri", elsewhere))).is(400);
            assertThat(asked.page().text()).contains("redirect_uri");
        }
        newsroom.get(authorize(Map.of("client_id", "another"))).is(400);
        assertThat(newsroom.get(logout("https://elsewhere.example/"))
                        .is(200)
                        .page()
                        .text())
                .contains("Signed out");
        assertThat(newsroom.get(logout(desk())).is(303).header("Location")).isEqualTo(desk());
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge_method, plain, invalid_request",
        "code_challenge, short, invalid_request",
        "response_type, token, unsupported_response_type",
        "scope, email, invalid_scope",
        "prompt, none, login_required"
    })
    void a_wrong_request_comes_back_with_an_error(String name, String value, String error) {
        String back = newsroom.get(authorize(Map.of(name, value))).is(303).header("Location");
        assertThat(back).isEqualTo(desk() + "?error=" + error + "&state=s+1");
    }

    @Test
    void tokens_end_when_they_should_and_the_api_says_401() throws Exception {
        JsonNode tokens = tokens(code("editor", Map.of("expires_in", "1")), Map.of());
        assertThat(tokens.path("expires_in").asInt()).isEqualTo(1);
        String token = tokens.path("id_token").asText();
        Instant end =
                SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime().toInstant();
        int status = Eventually.see(
                "end of the token",
                () -> status(newsroom.authorized("/api/posts", token).build()),
                now -> now == 401);
        assertThat(status).isEqualTo(401);
        assertThat(Instant.now()).isAfterOrEqualTo(end);
    }

    @Test
    void the_page_to_sign_in_works_without_script() {
        var page = newsroom.get(authorize(Map.of())).is(200).page();
        assertThat(page.select("button[name=user]").eachAttr("value")).containsExactly("author", "editor", "admin");
        assertThat(page.select("form").attr("method")).isEqualTo("post");
        assertThat(page.select("script, [style], [onclick]")).isEmpty();
    }

    /** Else a browser would not send it: the page is another origin's. */
    @Test
    void a_browser_may_send_an_upload_from_the_desk_and_from_nowhere_else() throws Exception {
        byte[] text = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        URI upload = URI.create(newsroom.post(
                        "/api/media",
                        "{\"filename\": \"a.pdf\", \"contentType\": \"application/pdf\", \"size\": " + text.length
                                + "}")
                .is(201)
                .json()
                .at("/upload/url")
                .asText());
        String origin = newsroom.site().toString().replaceFirst("/$", "");
        assertThat(preflight(upload, origin)).isEqualTo(origin);
        assertThat(preflight(upload, "http://elsewhere.example")).isEmpty();
        assertThat(newsroom.get("/desk/").header("Content-Security-Policy"))
                .containsPattern("connect-src [^;]*" + upload.getScheme() + "://" + upload.getAuthority() + "[ ;]");
    }

    private static String preflight(URI upload, String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(upload)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "content-type,if-none-match")
                .timeout(Duration.ofSeconds(20))
                .build();
        return HTTP.send(request, BodyHandlers.discarding())
                .headers()
                .firstValue("Access-Control-Allow-Origin")
                .orElse("");
    }

    private String authorize(Map<String, String> changes) {
        return issuer.path("authorization_endpoint").asText() + "?" + form(request(changes));
    }

    private String logout(String to) {
        return issuer.path("end_session_endpoint").asText() + "?" + form(Map.of("post_logout_redirect_uri", to));
    }

    private Map<String, String> request(Map<String, String> changes) {
        var fields = new LinkedHashMap<>(Map.of(
                "response_type", "code",
                "client_id", config.path("clientId").asText(),
                "redirect_uri", desk(),
                "scope", config.path("scope").asText(),
                "state", "s 1",
                "code_challenge", challenge(),
                "code_challenge_method", "S256"));
        fields.putAll(changes);
        return fields;
    }

    /** Presses a button of the page. */
    private String code(String role, Map<String, String> changes) throws Exception {
        var fields = request(changes);
        fields.put("user", role);
        Answer answer =
                posted(issuer.path("authorization_endpoint").asText(), fields).is(303);
        String back = answer.header("Location");
        assertThat(back).startsWith(desk() + "?code=").endsWith("&state=s+1");
        return back.replaceFirst(".*code=", "").replaceFirst("&.*", "");
    }

    private JsonNode tokens(String code, Map<String, String> changes) throws Exception {
        Answer answer = redeem(code, changes).is(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return JSON.readTree(answer.body());
    }

    private String refused(String code, Map<String, String> changes) throws Exception {
        return redeem(code, changes).is(400).json().path("error").asText();
    }

    private Answer redeem(String code, Map<String, String> changes) throws Exception {
        var fields = new LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "client_id",
                config.path("clientId").asText(),
                "redirect_uri",
                desk(),
                "code_verifier",
                VERIFIER));
        fields.putAll(changes);
        return posted(issuer.path("token_endpoint").asText(), fields);
    }

    private static Answer posted(String address, Map<String, String> fields) throws Exception {
        return Answer.of(HTTP.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(fields)))
                        .build(),
                BodyHandlers.ofString()));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
