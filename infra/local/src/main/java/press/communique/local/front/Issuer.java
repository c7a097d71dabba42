package press.communique.local.front;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * Who editors are on this machine: an OpenID provider with one person for each role and no password, since it listens on
 * the loopback interface only. It knows one client, the desk, and one way: authorization code with PKCE (RFC 7636, S256).
 *
 * <pre>{@code GET /_local/issuer/.well-known/openid-configuration}</pre>
 *
 * Beyond the standard, {@code expires_in} in the authorization request says for how many seconds the tokens are valid, so
 * that one can see what happens when they end.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect Core 1.0</a>
 */
public final class Issuer {

    /** The client that the desk is. */
    public static final String DESK = "communique-desk";

    /** Where it lies below the site's address. */
    public static final String PATH = "/_local/issuer";

    /** More than any form of ours has. */
    static final int MOST_BYTES = 16_384;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CSP =
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final TokenMint mint;
    private final String desk;
    private final Duration validity;
    private final Codes codes;

    /**
     * @param desk the desk's address, to which alone anybody is sent back
     * @param validity of tokens for which nobody chooses it
     */
    public Issuer(TokenMint mint, String desk, Duration validity, Clock clock) {
        this.mint = mint;
        this.desk = desk;
        this.validity = validity;
        this.codes = new Codes(clock);
    }

    static boolean isAt(String path) {
        return path.startsWith(PATH + "/");
    }

    /** @param body null if it was too large */
    Answer answer(Request request, byte[] body) {
        String path = request.getHttpURI().getPath().substring(PATH.length());
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Form query = Form.of(request.getHttpURI().getQuery());
        Form form = Form.of(body == null ? "" : new String(body, StandardCharsets.UTF_8));
        Answer answer =
                switch (method + " " + path) {
                    case "GET /.well-known/openid-configuration" -> json(200, discovery());
                    case "GET /jwks.json" ->
                        Answer.of(200, "application/json", mint.keys().toString(true));
                    case "GET /authorize" -> ask(query);
                    case "POST /authorize" -> signIn(form);
                    case "POST /token" -> tokens(form);
                    case "GET /logout" -> signOut(query);
                    default ->
                        Answer.of(404, "text/plain; charset=utf-8", "The issuer of this machine has no such page.\n");
                };
        return answer.with("Cache-Control", "no-store")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer");
    }

    /** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata */
    private ObjectNode discovery() {
        ObjectNode json = JSON.createObjectNode()
                .put("issuer", mint.issuer())
                .put("authorization_endpoint", mint.issuer() + "/authorize")
                .put("token_endpoint", mint.issuer() + "/token")
                .put("end_session_endpoint", mint.issuer() + "/logout")
                .put("jwks_uri", mint.issuer() + "/jwks.json");
        json.putArray("response_types_supported").add("code");
        json.putArray("grant_types_supported").add("authorization_code");
        json.putArray("subject_types_supported").add("public");
        json.putArray("id_token_signing_alg_values_supported").add("RS256");
        json.putArray("token_endpoint_auth_methods_supported").add("none");
        json.putArray("code_challenge_methods_supported").add("S256");
        List.of("openid", "email", "profile").forEach(json.putArray("scopes_supported")::add);
        return json;
    }

    private Answer ask(Form query) {
        return mistake(query).orElseGet(() -> page(200, IssuerPages.signIn(query)));
    }

    private Answer signIn(Form form) {
        return mistake(form).orElseGet(() -> {
            Sought sought = Sought.of(form);
            return Person.called(form.get("user"))
                    .map(person -> Answer.redirect(303, sought.answered("code", codes.grant(sought, person))))
                    .orElseGet(() -> Answer.redirect(303, sought.answered("error", "access_denied")));
        });
    }

    /** To an address that is not the desk's nobody is sent, with an error or without (RFC 6749, section 4.1.2.1). */
    private Optional<Answer> mistake(Form form) {
        Sought sought = Sought.of(form);
        if (!sought.client().equals(DESK)) {
            return Optional.of(page(400, IssuerPages.refused("The client_id is not " + DESK + ".")));
        }
        if (!sought.redirectUri().equals(desk)) {
            return Optional.of(page(400, IssuerPages.refused("The redirect_uri is not " + desk + ".")));
        }
        return sought.mistake(form).map(error -> Answer.redirect(303, sought.answered("error", error)));
    }

    /** https://openid.net/specs/openid-connect-core-1_0.html#TokenEndpoint */
    private Answer tokens(Form form) {
        if (!form.get("grant_type").equals("authorization_code")) {
            return problem("unsupported_grant_type");
        }
        return codes.redeem(form.get("code"))
                .filter(redeemed -> belongs(redeemed.sought(), form))
                .map(this::tokens)
                .orElseGet(() -> problem("invalid_grant"));
    }

    private static boolean belongs(Sought sought, Form form) {
        return sought.client().equals(form.get("client_id"))
                && sought.redirectUri().equals(form.get("redirect_uri"))
                && Pkce.proves(form.get("code_verifier"), sought.challenge());
    }

    private Answer tokens(Codes.Redeemed redeemed) {
        Sought sought = redeemed.sought();
        Duration good = sought.validity().orElse(validity);
        String access = mint.accessToken(redeemed.person(), sought.client(), sought.scope(), good);
        String nonce = sought.nonce().isEmpty() ? null : sought.nonce();
        return json(
                200,
                JSON.createObjectNode()
                        .put("access_token", access)
                        .put("id_token", mint.idToken(redeemed.person(), sought.client(), nonce, access, good))
                        .put("token_type", "Bearer")
                        .put("expires_in", good.toSeconds())
                        .put("scope", sought.scope()));
    }

    /** By the standard's name for the address to go back to, or by Cognito's. */
    private Answer signOut(Form query) {
        boolean comesBack = List.of(query.get("post_logout_redirect_uri"), query.get("logout_uri"))
                .contains(desk);
        return comesBack
                ? Answer.redirect(303, Form.with(desk, "state", query.get("state")))
                : page(200, IssuerPages.signedOut());
    }

    private static Answer problem(String error) {
        return json(400, JSON.createObjectNode().put("error", error));
    }

    private static Answer json(int status, ObjectNode json) {
        return Answer.of(status, "application/json", json.toString());
    }

    private static Answer page(int status, String html) {
        return Answer.of(status, "text/html; charset=utf-8", html).with("Content-Security-Policy", CSP);
    }
}
