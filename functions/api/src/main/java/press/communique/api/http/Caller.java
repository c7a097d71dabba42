package press.communique.api.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import press.communique.core.people.Person;

/**
 * Who calls, as the gateway's JWT authorizer found: the subject of the token and its groups.
 *
 * @param subject the claim {@code sub}; empty where no token is needed
 * @param groups roles by their names: of a person the token's groups, of a machine its scopes
 * @param email the claim {@code email}; a machine has none
 * @param person the subject with a name, if the token tells one
 */
public record Caller(String subject, Set<String> groups, Optional<String> email, Optional<Person> person) {

    /** Scopes of the resource server that stands for this API: {@code communique/editor}. */
    private static final String SCOPES = "communique/";

    public static final Caller NOBODY = new Caller("", Set.of(), Optional.empty(), Optional.empty());

    /**
     * Reads the claims of an event, all of them text. {@code cognito:groups} arrives as one string, {@code "[author editor]"}
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
        if (subject.isBlank()) {
            // Whoever has no name would own what others without a name have written.
            return NOBODY;
        }
        var groups = new HashSet<>(words(claims.get("cognito:groups"), "[\\[\\],\\s]+"));
        boolean isMachine = isMachine(claims);
        if (isMachine) {
            words(claims.get("scope"), "\\s+").stream()
                    .filter(scope -> scope.startsWith(SCOPES))
                    .map(scope -> scope.substring(SCOPES.length()))
                    .forEach(groups::add);
        }
        return new Caller(
                subject,
                Set.copyOf(groups),
                Optional.ofNullable(claims.get("email")).filter(email -> !email.isBlank()),
                CallerName.of(subject, claims, isMachine));
    }

    /**
     * A client-credentials token speaks for the client itself. In a person's token scopes say what the client may do for
     * them, not what they are: a person may ask for any scope that the client has
     * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html).
     */
    private static boolean isMachine(Map<String, String> claims) {
        return claims.containsKey("client_id")
                && claims.get("client_id").equals(claims.get("sub"))
                && !claims.containsKey("username");
    }

    private static Set<String> words(String claim, String separator) {
        return claim == null
                ? Set.of()
                : Arrays.stream(claim.split(separator))
                        .filter(word -> !word.isEmpty())
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
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
