package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import press.communique.local.front.JwtAuthorizer;
import press.communique.local.front.JwtAuthorizer.Forbidden;
import press.communique.local.front.JwtAuthorizer.Granted;
import press.communique.local.front.JwtAuthorizer.Unauthorized;
import press.communique.local.template.Route;

class JwtAuthorizerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Route.Authorizer AUTHORIZER =
            new Route.Authorizer("Tokens", "https://issuer.example", List.of("newsroom"), List.of());
    private static final RSAKey KEY = key("one");
    private static final RSAKey FORGER = key("one");
    private static final JwtAuthorizer CHECK = new JwtAuthorizer(new JWKSet(KEY), Clock.fixed(NOW, ZoneOffset.UTC));

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer("https://issuer.example")
                        .audience("newsroom")
                        .subject("s")
                        .claim("cognito:groups", List.of("author", "editor"))
                        .issueTime(Date.from(NOW.minusSeconds(60)))
                        .expirationTime(Date.from(NOW.plusSeconds(60))))
                .build();
    }

    private static String token(
            RSAKey key, String keyId, JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> change)
            throws Exception {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims(change));
        jwt.sign(new RSASSASigner(key));
        return "Bearer " + jwt.serialize();
    }

    private static String token(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return token(KEY, "one", JWSAlgorithm.RS256, change);
    }

    private static void refused(String what, String authorization) {
        assertThat(CHECK.check(authorization, AUTHORIZER)).as(what).isInstanceOf(Unauthorized.class);
    }

    @Test
    void a_good_token_gives_its_claims_as_text_and_lists_as_the_gateway_writes_them() throws Exception {
        Granted granted = (Granted) CHECK.check(token(claims -> claims), AUTHORIZER);
        assertThat(granted.claims())
                .containsEntry("cognito:groups", "[author editor]")
                .containsEntry("sub", "s")
                .containsEntry("exp", String.valueOf(NOW.plusSeconds(60).getEpochSecond()));
    }

    @Test
    void whatever_is_wrong_with_a_token_refuses_it() throws Exception {
        refused("no token", null);
        refused("empty", "Bearer ");
        refused("not a token", "Bearer abc");
        refused("expired", token(claims -> claims.expirationTime(Date.from(NOW))));
        refused("no expiry", token(claims -> claims.expirationTime(null)));
        refused("not valid yet", token(claims -> claims.notBeforeTime(Date.from(NOW.plusSeconds(30)))));
        refused("issued in the future", token(claims -> claims.issueTime(Date.from(NOW.plusSeconds(30)))));
        refused("another audience", token(claims -> claims.audience("elsewhere")));
        refused("no audience", token(claims -> claims.audience((String) null)));
        refused("another issuer", token(claims -> claims.issuer("https://other.example")));
        refused("forged with another key of the same id", token(FORGER, "one", JWSAlgorithm.RS256, claims -> claims));
        refused("unknown key id", token(KEY, "two", JWSAlgorithm.RS256, claims -> claims));
        refused("no key id", token(KEY, null, JWSAlgorithm.RS256, claims -> claims));
        refused("another algorithm", token(KEY, "one", JWSAlgorithm.RS512, claims -> claims));
        refused("alg none", "Bearer " + new PlainJWT(claims(claims -> claims)).serialize());
    }

    @Test
    void a_token_signed_with_the_public_key_as_a_shared_secret_is_refused() throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims(claims -> claims));
        jwt.sign(new MACSigner(KEY.toPublicJWK().toJSONString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        refused("HS256", "Bearer " + jwt.serialize());
    }

    @Test
    void changed_claims_are_refused() throws Exception {
        String[] parts = token(claims -> claims).split("\\.");
        String admin = new String(Base64.getUrlDecoder().decode(parts[1]), java.nio.charset.StandardCharsets.UTF_8)
                .replace("author", "admin!");
        parts[1] = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(admin.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        refused("changed", String.join(".", parts));
    }

    @Test
    void client_id_stands_in_for_the_audience_and_scopes_are_asked_for() throws Exception {
        String access = token(claims ->
                claims.audience((String) null).claim("client_id", "newsroom").claim("scope", "read"));
        assertThat(CHECK.check(access, AUTHORIZER)).isInstanceOf(Granted.class);
        Route.Authorizer writers =
                new Route.Authorizer("Tokens", "https://issuer.example", List.of("newsroom"), List.of("write"));
        assertThat(CHECK.check(access, writers)).isInstanceOf(Forbidden.class);
    }
}
