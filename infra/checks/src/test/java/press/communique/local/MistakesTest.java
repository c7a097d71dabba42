package press.communique.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the person who starts the stack can put right is one sentence that says how. */
@ExtendWith(SmallStack.Shared.class)
class MistakesTest {

    @TempDir
    private Path directory;

    private void says(Options options, String... words) {
        assertThatThrownBy(() -> LocalStack.start(options).close())
                .isInstanceOf(StackMistake.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("Exception", "\n");
    }

    private Options withTemplate(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("template.yaml"), yaml);
        return SmallStack.options(directory.resolve("data")).template(file);
    }

    private static String function(String handler, String rest) {
        return "Resources: {SiteBucket: {Type: AWS::S3::Bucket}, OddFunction: {Type: AWS::Serverless::Function, Properties: {Handler: "
                + handler + "::handleRequest" + rest + "}}}";
    }

    @Test
    void a_port_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            says(SmallStack.options(directory).port(taken.getLocalPort()), "Port " + taken.getLocalPort(), "-Dport=");
        }
    }

    @Test
    void data_of_another_version() throws Exception {
        Files.writeString(directory.resolve("version"), "0\n");
        says(SmallStack.options(directory), "version 0", "version 1", "move the directory away");
    }

    @Test
    void data_without_a_version() throws Exception {
        Files.createDirectories(directory.resolve("dynamodb"));
        says(SmallStack.options(directory), "has no version", "move the directory away");
    }

    @Test
    void two_stacks_on_one_directory(SmallStack small) throws Exception {
        Path data = directory.resolve("data");
        try (DataDirectory held = DataDirectory.open(data)) {
            says(
                    SmallStack.options(data),
                    "Another stack is running",
                    held.root().toString());
        }
    }

    @Test
    void a_handler_that_does_not_exist() throws Exception {
        says(
                withTemplate(function("press.communique.Nobody", "")),
                "press.communique.Nobody",
                "OddFunction",
                "no such class");
    }

    @Test
    void a_handler_that_is_none() throws Exception {
        says(withTemplate(function("java.lang.String", "")), "java.lang.String", "RequestHandler");
    }

    @Test
    void a_handler_without_the_constructor() throws Exception {
        says(
                withTemplate(function("press.communique.local.handlers.NoEnvironment", "")),
                "NoEnvironment",
                "Map<String, String>");
    }

    @Test
    void a_variable_that_the_handler_wants() throws Exception {
        says(withTemplate(function("press.communique.local.handlers.Picky", "")), "OddFunction", "MOTTO");
    }

    @Test
    void a_variable_that_cannot_be_resolved() throws Exception {
        says(
                withTemplate(function(
                        "press.communique.local.handlers.Picky",
                        ", Environment: {Variables: {MOTTO: !ImportValue Elsewhere}}")),
                "MOTTO",
                "OddFunction",
                "ImportValue");
        says(
                withTemplate(function(
                        "press.communique.local.handlers.Picky",
                        ", Environment: {Variables: {MOTTO: '{{resolve:ssm:motto}}'}}")),
                "MOTTO",
                "resolve:ssm");
    }

    @Test
    void a_queue_that_is_not_declared() throws Exception {
        says(
                withTemplate(
                        function(
                                "press.communique.local.handlers.Messages",
                                ", Environment: {Variables: {NAME: Odd}}, Events: {E: {Type: SQS, Properties: {Queue: 'arn:aws:sqs:eu-central-1:000000000000:Elsewhere'}}}")),
                "OddFunction",
                "Elsewhere");
    }
}
