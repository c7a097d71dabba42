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
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import press.communique.local.WholeFile;

/** Stands in for the editors' user pool: issues tokens, signed by a key that is kept with the data. */
public final class TokenMint {

    /** Who issues the tokens of this machine. */
    public static final String ISSUER = "https://tokens.communique.localhost";

    /** Whom they are for. */
    public static final String AUDIENCE = "communique-local";

    private final RSAKey key;
    private final Clock clock;

    private TokenMint(RSAKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** Opens the mint whose key lies in this file; a new one if there is none. */
    public static TokenMint open(Path file, Clock clock) throws IOException {
        try {
            if (Files.exists(file)) {
                return new TokenMint(RSAKey.parse(Files.readString(file)), clock);
            }
            RSAKey key = new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
            WholeFile.writeSecret(file, key.toJSONString());
            return new TokenMint(key, clock);
        } catch (ParseException | JOSEException e) {
            throw new IOException("The key in " + file + " cannot be used", e);
        }
    }

    /** The public keys. */
    public JWKSet keys() {
        return new JWKSet(key.toPublicJWK());
    }

    /** A token for somebody with these roles ({@code author}, {@code editor}, {@code admin}). */
    public String token(String name, List<String> roles, Duration validity) {
        Instant now = clock.instant();
        return signed(new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString())
                .claim("cognito:username", name)
                .claim("email", name + "@example.org")
                .claim("cognito:groups", roles)
                .claim("token_use", "id")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(validity)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    }

    /** A machine's token, as a user pool gives it for client credentials: no audience, no groups, scopes. */
    public String machineToken(String clientId, String scopes, Duration validity) {
        Instant now = clock.instant();
        return signed(new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(clientId)
                .claim("client_id", clientId)
                .claim("scope", scopes)
                .claim("token_use", "access")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(validity)))
                .jwtID(UUID.randomUUID().toString())
                .build());
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
