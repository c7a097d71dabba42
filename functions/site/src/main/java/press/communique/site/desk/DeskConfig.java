package press.communique.site.desk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import press.communique.core.settings.Settings;

/**
 * What the application must know of this installation, and nothing secret: where editors sign in.
 *
 * <pre>{@code {"issuer": "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc", "clientId": "3n4b5u…",
 *   "scope": "openid email profile", "api": "/api"}}</pre>
 *
 * @param issuer below which the discovery document is
 * @param clientId of the application there; empty if it was given none, and then nobody signs in
 */
public record DeskConfig(String issuer, String clientId) {

    static final String NAME = "config.json";

    private static final String SCOPE = "openid email profile";

    public static DeskConfig of(Settings settings) {
        return new DeskConfig(settings.tokenIssuer(), settings.deskClient());
    }

    byte[] bytes() {
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("issuer", issuer)
                .put("clientId", clientId)
                .put("scope", SCOPE)
                .put("api", "/api");
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
