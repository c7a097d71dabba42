package press.communique.local.front;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import press.communique.local.template.Route;

/**
 * Checks bearer tokens as an HTTP API's JWT authorizer does: RSA only, a key of the issuer's set, issuer, audience (or
 * client id), time and scopes.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html">JWT
 *     authorizers</a>
 */
public final class JwtAuthorizer {

    private final JWKSet keys;
    private final Clock clock;
    private final Map<String, RSASSAVerifier> verifiers = new ConcurrentHashMap<>();

    public JwtAuthorizer(JWKSet keys, Clock clock) {
        this.keys = keys.toPublicJWKSet();
        this.clock = clock;
    }

    /** What came of checking. */
    public sealed interface Verdict {}

    /** The claims as the function gets them: all of them text, a list as {@code [one two]}. */
    public record Granted(Map<String, String> claims, List<String> scopes) implements Verdict {}

    /** No token, or one that is not valid here: 401. */
    public record Unauthorized(String why) implements Verdict {}

    /** A valid token without a scope that the route wants: 403. */
    public record Forbidden() implements Verdict {}

    /** Checks the value of an {@code Authorization} header, which may be null. */
    public Verdict check(String authorization, Route.Authorizer authorizer) {
        if (authorization == null || authorization.isBlank()) {
            return new Unauthorized("no token");
        }
        String token =
                authorization.regionMatches(true, 0, "Bearer ", 0, 7) ? authorization.substring(7) : authorization;
        try {
            SignedJWT jwt = SignedJWT.parse(token.strip());
            if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())) {
                return new Unauthorized("unable to verify the signature: the algorithm is not RS256");
            }
            RSASSAVerifier verifier = verifier(jwt.getHeader().getKeyID());
            if (verifier == null) {
                return new Unauthorized("unable to find a signing key that matches the key id");
            }
            if (!jwt.verify(verifier)) {
                return new Unauthorized("the signature is not valid");
            }
            return judge(jwt.getJWTClaimsSet(), authorizer);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return new Unauthorized("the token cannot be read");
        }
    }

    private RSASSAVerifier verifier(String keyId) throws JOSEException {
        if (keyId == null) {
            return null;
        }
        RSASSAVerifier known = verifiers.get(keyId);
        if (known == null) {
            JWK key = keys.getKeyByKeyId(keyId);
            if (key == null) {
                return null;
            }
            known = new RSASSAVerifier(key.toRSAKey());
            verifiers.put(keyId, known);
        }
        return known;
    }

    private Verdict judge(JWTClaimsSet claims, Route.Authorizer authorizer) throws ParseException {
        Instant now = clock.instant();
        if (!authorizer.issuer().equals(claims.getIssuer())) {
            return new Unauthorized("the token has an invalid issuer");
        }
        List<String> audience = new ArrayList<>(claims.getAudience());
        if (audience.isEmpty() && claims.getStringClaim("client_id") != null) {
            audience.add(claims.getStringClaim("client_id"));
        }
        if (audience.stream().noneMatch(authorizer.audience()::contains)) {
            return new Unauthorized("the token has an invalid audience");
        }
        if (claims.getExpirationTime() == null
                || !now.isBefore(claims.getExpirationTime().toInstant())) {
            return new Unauthorized("the token has expired");
        }
        if (claims.getNotBeforeTime() != null
                && now.isBefore(claims.getNotBeforeTime().toInstant())) {
            return new Unauthorized("the token is not valid yet");
        }
        if (claims.getIssueTime() != null
                && now.isBefore(claims.getIssueTime().toInstant().minusSeconds(5))) {
            return new Unauthorized("the token was issued in the future");
        }
        List<String> scopes = scopes(claims);
        if (!authorizer.scopes().isEmpty() && scopes.stream().noneMatch(authorizer.scopes()::contains)) {
            return new Forbidden();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        claims.getClaims().forEach((name, value) -> texts.put(name, text(value)));
        return new Granted(texts, scopes);
    }

    private static List<String> scopes(JWTClaimsSet claims) {
        Object scope = claims.getClaim("scope") == null ? claims.getClaim("scp") : claims.getClaim("scope");
        if (scope instanceof String text && !text.isBlank()) {
            return List.of(text.split(" "));
        }
        return List.of();
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(element -> texts.add(text(element)));
            return "[" + String.join(" ", texts) + "]";
        }
        if (value instanceof Date date) {
            return String.valueOf(date.toInstant().getEpochSecond());
        }
        return String.valueOf(value);
    }
}
