package press.communique.api.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who calls, as the gateway's JWT authorizer found: the subject of the token and its groups.
 *
 * @param subject the claim {@code sub}; empty where no token is needed
 * @param email the claim {@code email}; a machine has none
 */
public record Caller(String subject, Set<String> groups, Optional<String> email) {

    public static final Caller NOBODY = new Caller("", Set.of(), Optional.empty());

    /**
     * Reads the claims of an event. {@code cognito:groups} arrives as one string, {@code "[author editor]"}
     * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html).
     */
    static Caller of(APIGatewayV2HTTPEvent event) {
        APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
        if (context == null
                || context.getAuthorizer() == null
                || context.getAuthorizer().getJwt() == null) {
            return NOBODY;
        }
        Map<String, String> claims = context.getAuthorizer().getJwt().getClaims();
        String subject = claims.getOrDefault("sub", "");
        Set<String> groups = Arrays.stream(
                        claims.getOrDefault("cognito:groups", "").split("[\\[\\],\\s]+"))
                .filter(group -> !group.isEmpty())
                .map(group -> group.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return new Caller(
                subject, groups, Optional.ofNullable(claims.get("email")).filter(email -> !email.isBlank()));
    }

    public boolean is(Role role) {
        return switch (role) {
            case ANYONE -> true;
            case AUTHOR -> groups.contains("author") || is(Role.EDITOR);
            case EDITOR -> groups.contains("editor") || is(Role.ADMIN);
            case ADMIN -> groups.contains("admin");
        };
    }
}
