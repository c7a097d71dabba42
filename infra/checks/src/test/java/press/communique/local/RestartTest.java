package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;
import static press.communique.local.SmallStack.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.engine.Clients;
import press.communique.local.handlers.Script;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A stack that is started again goes on where it was. */
class RestartTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void nothing_is_lost_and_nothing_done_twice() throws Exception {
        Script order = Script.of("Order");
        Script retried = Script.of("Retried");
        int before = order.elements().size();
        String secret;
        String token;
        int port;
        Path ready = directory.resolve("ready.json");
        Files.writeString(ready, "stale");
        try (LocalStack first = LocalStack.start(SmallStack.options(directory));
                Clients clients = new Clients(first.endpoints())) {
            assertThat(ready).exists();
            JsonNode told = JSON.readTree(Files.readString(ready));
            assertThat(told.path("site").asText())
                    .isEqualTo(first.site().toString())
                    .endsWith("/");
            assertThat(told.path("api").asText()).isEqualTo(first.site() + "api");
            assertThat(told.path("mail").asText()).isEqualTo(first.site() + "_local/mail");
            assertThat(told.path("tokens").path("admin").asText())
                    .isEqualTo(first.tokens().admin());
            secret = environment(first);
            token = first.tokens().editor();
            port = first.site().getPort();

            put(clients, "WANTED done");
            await("the first record", () -> order.elements().contains("WANTED done"));
            clients.s3()
                    .putObject(
                            put -> put.bucket("site-bucket")
                                    .key("a/index.html")
                                    .contentType("text/html")
                                    .metadata(Map.of("stamp", "7")),
                            RequestBody.fromString("page"));
            clients.sqs().sendMessage(send -> send.queueUrl(first.queueUrl("Failures"))
                    .messageBody("kept"));
            order.answer(batch -> {
                throw new IllegalStateException("down");
            });
            // Never given up: the pump is stopped while it tries.
            put(clients, "WANTED left");
            retried.answer(batch -> batch);
            clients.sqs().sendMessage(send -> send.queueUrl(first.queueUrl("RetriedQueue"))
                    .messageBody("left"));
            await(
                    "a first try",
                    () -> order.elements().contains("WANTED left")
                            && retried.elements().contains("left"));
        }
        assertThat(ready).doesNotExist();
        order.answer(batch -> List.of());
        int tries = order.elements().size();
        retried.answer(batch -> List.of());
        try (LocalStack second = LocalStack.start(SmallStack.options(directory).port(port));
                Clients clients = new Clients(second.endpoints())) {
            put(clients, "WANTED new");
            await("the new record", () -> order.elements().contains("WANTED new"));
            assertThat(order.elements().subList(before, order.elements().size()))
                    .as("done once")
                    .containsOnlyOnce("WANTED done");
            assertThat(order.elements().subList(tries, order.elements().size())).endsWith("WANTED new");
            assertThat(clients.dynamoDb()
                            .getItem(get -> get.tableName("OrderTable").key(key("WANTED done")))
                            .hasItem())
                    .isTrue();
            assertThat(clients.s3()
                            .headObject(head -> head.bucket("site-bucket").key("a/index.html"))
                            .metadata())
                    .containsEntry("stamp", "7");
            assertThat(clients.sqs()
                            .receiveMessage(receive -> receive.queueUrl(second.queueUrl("Failures"))
                                    .maxNumberOfMessages(10))
                            .messages())
                    .extracting(message -> message.body())
                    .contains("kept");
            await(
                    "the message",
                    () -> retried.elements().stream().filter("left"::equals).count() >= 2);
            assertThat(environment(second)).as("the secret").isEqualTo(secret);
            assertThat(get(second.site().resolve("/api/things/1"), token).statusCode())
                    .as("a token of the first run")
                    .isEqualTo(200);
        }
    }

    private static String environment(LocalStack stack) throws Exception {
        return get(stack.site().resolve("/api/x?environment"), "")
                .body()
                .replaceFirst("(?s).*SECRET=([A-Za-z0-9]+).*", "$1");
    }

    private static HttpResponse<String> get(URI uri, String token) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, AttributeValue> key(String sk) {
        return Map.of("pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS(sk));
    }

    private static void put(Clients clients, String sk) {
        clients.dynamoDb().putItem(put -> put.tableName("OrderTable").item(key(sk)));
    }
}
