package press.communique.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            a person's groups                     | sub=ann;cognito:groups=[author editor]                                         | EDITOR
            one group without brackets            | sub=ann;cognito:groups=author                                                  | AUTHOR
            a group that only sounds like one     | sub=ann;cognito:groups=[administrators authors]                                | -
            a token without a name                | cognito:groups=[admin]                                                         | -
            a blank name                          | sub= ;cognito:groups=[admin]                                                   | -
            no groups                             | sub=ann                                                                        | -
            a machine with a scope                | sub=importer;client_id=importer;scope=communique/author                        | AUTHOR
            a machine with several                | sub=importer;client_id=importer;scope=other/read communique/admin              | ADMIN
            another server's scope of that name   | sub=importer;client_id=importer;scope=other/admin                              | -
            a scope without its server            | sub=importer;client_id=importer;scope=admin                                    | -
            a person who asked for a scope        | sub=ann;client_id=editor-app;username=ann;scope=communique/admin               | -
            a person who asked, and has a group   | sub=ann;client_id=editor-app;cognito:groups=[author];scope=communique/admin    | AUTHOR
            a person named as the client is       | sub=editor-app;client_id=editor-app;username=editor-app;scope=communique/admin | -
            """)
    void roles_come_from_a_persons_groups_or_a_machines_scopes(String who, String claims, Role highest) {
        Caller caller = Caller.of(event(Arrays.stream(claims.split(";"))
                .map(claim -> claim.strip().split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]))));
        for (Role role : Role.values()) {
            assertThat(caller.is(role))
                    .as("%s as %s", who, role)
                    .isEqualTo(role == Role.ANYONE || highest != null && role.compareTo(highest) <= 0);
        }
    }

    private static APIGatewayV2HTTPEvent event(Map<String, String> claims) {
        var jwt = new APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT();
        jwt.setClaims(claims);
        var authorizer = new APIGatewayV2HTTPEvent.RequestContext.Authorizer();
        authorizer.setJwt(jwt);
        var context = new APIGatewayV2HTTPEvent.RequestContext();
        context.setAuthorizer(authorizer);
        return APIGatewayV2HTTPEvent.builder().withRequestContext(context).build();
    }
}
