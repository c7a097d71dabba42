package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function of template.yaml is there in code, reads the variables that it is given, and lies in its zip. */
class HandlersTest {

    static Stream<String> functions() {
        return Template.main().functions().keySet().stream();
    }

    @Test
    void thereAreFunctions() {
        assertThat(functions()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void handlerExistsAndCanBeMadeByLambdaAndByTheLocalStack(String function) throws Exception {
        assertThat(properties(function).text("Handler")).endsWith("::handleRequest");

        Class<?> handler = handler(function);

        assertThat(handler).isAssignableTo(RequestHandler.class).isPublic();
        // Lambda calls the one, the local stack and tests the other; getConstructor finds public ones only.
        assertThat(handler.getConstructor()).isNotNull();
        assertThat(handler.getConstructor(Map.class)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void variablesAreThoseThatTheHandlerReads(String function) throws Exception {
        var environment = new RecordingEnvironment();

        handler(function).getConstructor(Map.class).newInstance(environment);

        Set<String> given = new TreeSet<>(
                properties(function).at("Environment", "Variables").entries().keySet());
        assertThat(given)
                .as("variables that template.yaml gives to %s, against those it reads", function)
                .isEqualTo(environment.asked());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void zipIsThatOfTheHandlersModule(String function) {
        String module = properties(function).text("Handler").split("\\.")[2];

        assertThat(properties(function).text("CodeUri")).startsWith("functions/%s/target/".formatted(module));
    }

    private static Tree properties(String function) {
        return Template.main().functions().get(function).at("Properties");
    }

    private static Class<?> handler(String function) throws ClassNotFoundException {
        return Class.forName(properties(function).text("Handler").split("::")[0]);
    }
}
