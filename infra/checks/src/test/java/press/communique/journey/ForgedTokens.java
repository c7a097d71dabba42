package press.communique.journey;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tokens that open nothing, each with what is wrong with it; made from a good one and the key that signed it. */
final class ForgedTokens {

    private final SignedJWT good;
    private final RSAKey key;

    ForgedTokens(String good, Path data) throws IOException, ParseException {
        this.good = SignedJWT.parse(good);
        this.key = RSAKey.parse(Files.readString(data.resolve("keys/tokens.json")));
    }

    Map<String, String> all() throws JOSEException, ParseException {
        JWTClaimsSet claims = good.getJWTClaimsSet();
        var all = new LinkedHashMap<String, String>();
        Instant past = Instant.now().minusSeconds(1);
        all.put("expired", signed(changed().expirationTime(Date.from(past)).build(), key));
        all.put(
                "for another audience",
                signed(changed().audience("another-newsroom").build(), key));
        all.put(
                "of another issuer",
                signed(changed().issuer("https://tokens.example.org").build(), key));
        all.put(
                "not valid yet",
                signed(
                        changed()
                                .notBeforeTime(Date.from(Instant.now().plusSeconds(600)))
                                .build(),
                        key));
        RSAKey own = new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
        all.put("signed by somebody else under our key id", signed(claims, own));
        all.put(
                "signed by an unknown key",
                signed(claims, new RSAKeyGenerator(2048).keyID("mine").generate()));
        all.put("unsigned, with alg none", new PlainJWT(claims).serialize());
        RSAKey lent = new RSAKeyGenerator(2048).generate();
        for (String id : List.of("", "../../../dev/null", "keys/tokens.json", "' OR '1'='1", "*", "0")) {
            all.put("under the key id “" + id + "”", signed(claims, JWSAlgorithm.RS256, new RSASSASigner(lent), id));
        }
        all.put("without a key id", signed(claims, JWSAlgorithm.RS256, new RSASSASigner(lent), null));
        all.put(
                "with the forger's own key in its header",
                signed(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(key.getKeyID())
                                .jwk(own.toPublicJWK())
                                .build(),
                        claims,
                        own));
        all.put(
                "with an address of the forger's keys",
                signed(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID(key.getKeyID())
                                .jwkURL(java.net.URI.create("https://forger.example.org/jwks.json"))
                                .build(),
                        claims,
                        own));
        String twice = base64("{\"alg\":\"RS256\",\"alg\":\"none\",\"kid\":\"" + key.getKeyID() + "\"}");
        all.put("with two algorithms", twice + "." + base64(claims.toString()) + ".");
        byte[] known = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        all.put("signed by HS256 with the public key", signed(claims, JWSAlgorithm.HS256, new MACSigner(known)));
        String[] parts = good.serialize().split("\\.");
        String admin =
                changed().claim("cognito:groups", List.of("admin")).build().toString();
        all.put("with its roles changed", parts[0] + "." + base64(admin) + "." + parts[2]);
        all.put("without its signature", parts[0] + "." + parts[1] + ".");
        all.put("no token at all", "editor");
        return all;
    }

    private JWTClaimsSet.Builder changed() throws ParseException {
        return new JWTClaimsSet.Builder(good.getJWTClaimsSet());
    }

    private static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey by) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new RSASSASigner(by));
        return jwt.serialize();
    }

    private String signed(JWTClaimsSet claims, RSAKey by) throws JOSEException {
        return signed(claims, JWSAlgorithm.RS256, new RSASSASigner(by), by.getKeyID());
    }

    private String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        return signed(claims, algorithm, signer, key.getKeyID());
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer, String keyId)
            throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
