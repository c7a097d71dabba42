package press.communique.local.front;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import press.communique.local.WholeFile;

/** Stands in for the editors' user pool: makes tokens, signed by a key that is kept with the data. */
public final class TokenMint {

    /** Whom the tokens are for that the stack tells at its start. */
    public static final String AUDIENCE = "communique-local";

    private final RSAKey key;
    private final String issuer;
    private final Clock clock;

    private TokenMint(RSAKey key, String issuer, Clock clock) {
        this.key = key;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * Opens the mint whose key lies in this file; a new one if there is none.
     *
     * @param issuer an address below which the discovery document is, such as {@code http://localhost:8080/_local/issuer}
     */
    public static TokenMint open(Path file, String issuer, Clock clock) throws IOException {
        try {
            if (Files.exists(file)) {
                return new TokenMint(RSAKey.parse(Files.readString(file)), issuer, clock);
            }
            RSAKey key = new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
            WholeFile.writeSecret(file, key.toJSONString());
            return new TokenMint(key, issuer, clock);
        } catch (ParseException | JOSEException e) {
            throw new IOException("The key in " + file + " cannot be used", e);
        }
    }

    /** The public keys. */
    public JWKSet keys() {
        return new JWKSet(key.toPublicJWK());
    }

    /** Who issues the tokens of this machine. */
    public String issuer() {
        return issuer;
    }

    /** A token for somebody with these roles ({@code author}, {@code editor}, {@code admin}). */
    public String token(String name, List<String> roles, Duration validity) {
        return signed(about(name, roles, validity)
                .audience(AUDIENCE)
                .claim("cognito:username", name)
                .claim("name", Person.called(name).map(Person::name).orElse(null))
                .claim("email", name + "@example.org")
                .claim("token_use", "id")
                .build());
    }

    /**
     * Who has signed in, as a user pool tells the application they signed in to.
     *
     * @param nonce what the application sent along; may be null
     * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html">Cognito's
     *     ID token</a>
     */
    String idToken(Person person, String client, String nonce, String accessToken, Duration validity) {
        return signed(about(person.user(), List.of(person.user()), validity)
                .audience(client)
                .claim("cognito:username", person.user())
                .claim("name", person.name())
                .claim("email", person.email())
                .claim("email_verified", true)
                .claim("nonce", nonce)
                .claim("at_hash", leftHalf(accessToken))
                .claim("auth_time", clock.instant().getEpochSecond())
                .claim("token_use", "id")
                .build());
    }

    /**
     * What they may do there: for a client and not for an audience, and without their address.
     *
     * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html">Cognito's
     *     access token</a>
     */
    String accessToken(Person person, String client, String scope, Duration validity) {
        return signed(about(person.user(), List.of(person.user()), validity)
                .claim("client_id", client)
                .claim("username", person.user())
                .claim("scope", scope)
                .claim("auth_time", clock.instant().getEpochSecond())
                .claim("token_use", "access")
                .build());
    }

    /** A machine's token, as a user pool gives it for client credentials: no audience, no groups, scopes. */
    public String machineToken(String clientId, String scopes, Duration validity) {
        return signed(claims(clientId, validity)
                .claim("client_id", clientId)
                .claim("scope", scopes)
                .claim("token_use", "access")
                .build());
    }

    private JWTClaimsSet.Builder about(String user, List<String> roles, Duration validity) {
        UUID subject = UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8));
        return claims(subject.toString(), validity).claim("cognito:groups", roles);
    }

    private JWTClaimsSet.Builder claims(String subject, Duration validity) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(validity)))
                .jwtID(UUID.randomUUID().toString());
    }

    /** OpenID Connect Core 1.0, section 3.1.3.6. */
    private static String leftHalf(String token) {
        byte[] hash = Pkce.sha256(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
    }

    private String signed(JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A token could not be signed", e);
        }
    }
}
