package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.site.SiteSettings;
import press.communique.store.audience.Readers;
import press.communique.store.site.Sites;
import press.communique.store.testing.LocalQueue;
import press.communique.store.testing.LocalTables;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A newsroom with an API for readers, asked as the gateway asks it. */
abstract class ReaderFlow {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String SECRET = "a secret that is longer than 32 characters";
    static final String FORM = "application/x-www-form-urlencoded";

    final LocalTables tables = new LocalTables();
    final LocalQueue queue = new LocalQueue();
    final ReaderTokens tokens = new ReaderTokens(SECRET);
    final Readers readers = new Readers(tables.client(), tables.audience(), new AddressSeal(SECRET));
    Instant now = Instant.parse("2026-11-24T07:00:00Z");
    final InstantSource clock = () -> now;
    String peer = "192.0.2.1";
    String forwarded = "";
    final ReaderApi api = new ReaderApi(environment(), clock);

    ReaderFlow() {
        SiteSettings site = SiteSettings.initial();
        new Sites(tables.client(), tables.posts())
                .replace(
                        0,
                        new SiteSettings(
                                0,
                                Map.of("en", "Ministry", "fr", "Ministère"),
                                Map.of(),
                                List.of("en", "fr"),
                                "en",
                                site.timeZone(),
                                site.types(),
                                site.topics(),
                                List.of(),
                                site.sender(),
                                Map.of(),
                                site.accent(),
                                site.logo(),
                                Map.of(),
                                java.util.Optional.empty(),
                                false,
                                0.003),
                        "admin",
                        now);
    }

    @AfterEach
    void close() {
        queue.close();
    }

    APIGatewayV2HTTPResponse subscribe(String json) {
        return call("POST", "/subscriptions", null, "application/json", json, Map.of());
    }

    APIGatewayV2HTTPResponse form(String fields) {
        return call("POST", "/subscriptions", null, FORM, fields, Map.of());
    }

    /** The token that the letter for the last request would carry. */
    String token() {
        try {
            String request = JSON.readTree(queue.drain().get(0)).get("request").asText();
            return tokens.confirm(request, now.plus(Duration.ofDays(7)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void confirmLast() {
        assertThat(call("POST", "/subscriptions/confirm", token(), FORM, "", Map.of())
                        .getStatusCode())
                .isEqualTo(200);
    }

    List<Reader> everybody() {
        return IntStream.range(0, Partition.COUNT)
                .mapToObj(partition -> readers.page(partition, "", 100))
                .flatMap(List::stream)
                .toList();
    }

    List<Map<String, AttributeValue>> items() {
        return tables.client().scan(scan -> scan.tableName(tables.audience())).items();
    }

    APIGatewayV2HTTPResponse call(
            String method, String path, String token, String type, String body, Map<String, String> more) {
        var headers = new HashMap<>(more);
        if (!type.isEmpty()) {
            headers.put("content-type", type);
        }
        if (!forwarded.isEmpty()) {
            headers.put("x-forwarded-for", forwarded);
        }
        var http = APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod(method)
                .withPath(path)
                .withSourceIp(peer)
                .build();
        var event = APIGatewayV2HTTPEvent.builder()
                .withRawPath(path)
                .withRawQueryString(token == null ? "" : "token=" + token)
                .withHeaders(headers)
                .withBody(Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)))
                .withIsBase64Encoded(true)
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(http)
                        .build())
                .build();
        return api.handleRequest(event, null);
    }

    Map<String, String> environment() {
        var environment = new HashMap<>(tables.environment());
        environment.put("LETTER_QUEUE_URL", queue.url());
        environment.put("AWS_ENDPOINT_URL_SQS", queue.endpoint());
        environment.put("SITE_URL", "https://news.example.org");
        environment.put("SECRET", SECRET);
        environment.put("REQUESTS_PER_HOUR", "60");
        return environment;
    }
}
