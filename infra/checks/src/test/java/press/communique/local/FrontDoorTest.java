package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;

/** Gateway and CDN answer as API Gateway and CloudFront do. */
@ExtendWith(SmallStack.Shared.class)
class FrontDoorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final SmallStack small;

    FrontDoorTest(SmallStack small) {
        this.small = small;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(small.stack.site().toString().replaceFirst("/$", "") + path));
    }

    private HttpRequest.Builder authorized(String path) {
        return to(path).header("Authorization", "Bearer " + small.stack.tokens().editor());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private void file(String key, String body) {
        small.clients
                .s3()
                .putObject(
                        put -> put.bucket("site-bucket")
                                .key(key)
                                .contentType("text/html; charset=utf-8")
                                .cacheControl("max-age=0, s-maxage=60")
                                .metadata(Map.of("stamp", "7")),
                        RequestBody.fromString(body));
    }

    @Test
    void a_client_whose_body_nobody_reads_is_told_that_the_connection_ends() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", small.stack.site().getPort())) {
            socket.getOutputStream()
                    .write("POST /no-route HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(10_000);
            String answer = new String(socket.getInputStream().readNBytes(4_000), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 405").containsIgnoringCase("\r\nConnection: close\r\n");
        }
    }

    @Test
    void what_is_no_request_is_refused_and_the_client_told_that_the_connection_ends() throws Exception {
        HttpResponse<String> refused = send(authorized("/api/things/%00"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Connection")).hasValue("close");
        assertThat(refused.body()).isEqualTo("{\"message\":\"Bad Request\"}");
    }

    @Test
    void a_function_gets_payload_format_2() throws Exception {
        String[] seen = send(authorized("/api/things/a%20b?q=1&q=2&r=%C3%A9")
                        .header("X-Asked", "one")
                        .header("X-Asked", "two")
                        .header("Cookie", "k=v; l=w"))
                .body()
                .split("\n");
        assertThat(seen[0]).isEqualTo("2.0");
        assertThat(seen[1]).isEqualTo("GET /api/things/{id}");
        assertThat(seen[2]).isEqualTo("/api/things/a b");
        assertThat(seen[3]).isEqualTo("q=1&q=2&r=%C3%A9");
        assertThat(seen[4]).isEqualTo("{q=1,2, r=é}");
        assertThat(seen[5]).isEqualTo("{id=a b}");
        assertThat(seen[6]).isEqualTo("[k=v, l=w]");
        assertThat(seen[7]).isEqualTo("one,two");
        assertThat(seen[9]).contains("cognito:groups=[editor]", "iss=" + small.stack.site() + "_local/issuer");
        assertThat(seen[11]).as("remaining time").isEqualTo("true");
    }

    @Test
    void bodies_are_text_or_base64() throws Exception {
        String json = send(to("/api/things")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"é\":1}")))
                .body();
        assertThat(json).contains("false {\"é\":1}");
        String noText = send(to("/api/things")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(new byte[] {'"', (byte) 0xE9, '"'})))
                .body();
        assertThat(noText)
                .as("é in Latin-1")
                .contains("true " + Base64.getEncoder().encodeToString(new byte[] {'"', (byte) 0xE9, '"'}));
        String form = send(to("/subscriptions")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("email=a%40b")))
                .body();
        assertThat(form)
                .contains("true " + Base64.getEncoder().encodeToString("email=a%40b".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_function_gets_its_environment_from_the_template() throws Exception {
        assertThat(send(to("/api/other?environment")).body())
                .contains(
                        "GREETING=hello",
                        "TABLE=OrderTable",
                        "BUCKET=kept-private",
                        "QUEUE_URL=" + small.stack.queueUrl("RetriedQueue"),
                        "SUB=hello OrderTable ${literal} " + small.stack.site(),
                        "AWS_ENDPOINT_URL_S3=" + small.stack.endpoints().s3())
                .containsPattern("SECRET=[A-Za-z0-9]{64}");
    }

    @Test
    void the_gateway_answers_with_its_own_body() throws Exception {
        HttpResponse<String> noToken = send(to("/api/things/1"));
        assertThat(noToken.statusCode()).isEqualTo(401);
        assertThat(noToken.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(noToken.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        String expired = small.stack.token("late", List.of("editor"), Duration.ofSeconds(-1));
        assertThat(send(to("/api/things/1").header("Authorization", "Bearer " + expired))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(to("/subscriptions/none")).statusCode()).isEqualTo(404);
        assertThat(send(to("/subscriptions/none")).body()).isEqualTo("{\"message\":\"Not Found\"}");
        byte[] tooLarge = new byte[10 * 1024 * 1024 + 1];
        HttpResponse<String> refused = send(to("/api/things").POST(BodyPublishers.ofByteArray(tooLarge)));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
    }

    @Test
    void a_function_that_fails_hangs_or_answers_nonsense_is_a_500() throws Exception {
        for (String fault : List.of("throw", "hang", "nonsense")) {
            HttpResponse<String> answer = send(to("/api/other?" + fault));
            assertThat(answer.statusCode()).as(fault).isEqualTo(500);
            assertThat(answer.body()).as(fault).isEqualTo("{\"message\":\"Internal Server Error\"}");
        }
        assertThat(send(to("/api/other")).statusCode()).as("afterwards").isEqualTo(200);
    }

    @Test
    void cookies_and_the_policys_headers_come_out() throws Exception {
        HttpResponse<String> answer = send(to("/api/other"));
        assertThat(answer.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(answer.headers().allValues("X-Content-Type-Options"))
                .as("overridden")
                .containsExactly("nosniff");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=60; includeSubDomains");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'none'");
        assertThat(answer.headers().firstValue("Permissions-Policy")).hasValue("camera=()");
    }

    @Test
    void the_site_comes_from_the_bucket() throws Exception {
        file("index.html", "home");
        file("news/été/index.html", "summer");
        HttpResponse<String> home = send(to("/"));
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body()).isEqualTo("home");
        assertThat(home.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(home.headers().firstValue("Cache-Control")).hasValue("max-age=0, s-maxage=60");
        assertThat(home.headers().firstValue("x-amz-meta-stamp")).hasValue("7");
        assertThat(home.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(send(to("/news/%C3%A9t%C3%A9/")).body()).isEqualTo("summer");
        HttpResponse<String> slashless = send(to("/news/%C3%A9t%C3%A9"));
        assertThat(slashless.statusCode()).isEqualTo(301);
        assertThat(slashless.headers().firstValue("Location")).hasValue("/news/%C3%A9t%C3%A9/");
        assertThat(send(to("/").method("HEAD", BodyPublishers.noBody()))
                        .headers()
                        .firstValue("Content-Length"))
                .hasValue("4");
        HttpResponse<String> posted = send(to("/").POST(BodyPublishers.ofString("x")));
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void what_is_not_a_file_goes_to_the_fallback() throws Exception {
        HttpResponse<String> answer = send(to("/old/address/?from=search"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("no file /old/address/index.html $default");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(send(to("/%2e%2e/private.html")).statusCode()).isIn(400, 404);
        HttpResponse<String> twoSlashes = send(to("//evil"));
        assertThat(twoSlashes.headers().firstValue("Location")).hasValue("/evil/");
    }

    @Test
    void a_file_is_validated_ranged_and_compressed() throws Exception {
        String text = "<p>long enough to be compressed</p>".repeat(60);
        file("long.html", text);
        HttpResponse<String> whole = send(to("/long.html"));
        String etag = whole.headers().firstValue("ETag").orElseThrow();
        String modified = whole.headers().firstValue("Last-Modified").orElseThrow();
        assertThat(etag).matches("\"[0-9a-f]{32}\"");
        assertThat(send(to("/long.html").header("If-None-Match", etag)).statusCode())
                .isEqualTo(304);
        assertThat(send(to("/long.html").header("If-None-Match", "\"x\", W/" + etag))
                        .statusCode())
                .isEqualTo(304);
        assertThat(send(to("/long.html").header("If-None-Match", "\"x\"")).statusCode())
                .isEqualTo(200);
        assertThat(send(to("/long.html").header("If-Modified-Since", modified)).statusCode())
                .isEqualTo(304);
        HttpResponse<String> part = send(to("/long.html").header("Range", "bytes=3-6"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("long");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 3-6/" + text.length());
        assertThat(send(to("/long.html").header("Range", "bytes=99999-")).statusCode())
                .isEqualTo(416);
        HttpResponse<byte[]> zipped =
                HTTP.send(to("/long.html").header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.headers().firstValue("ETag")).hasValue("W/" + etag);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
    }

    @Test
    void an_invalidation_is_remembered() throws Exception {
        String batch =
                "<InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Paths><Quantity>2</Quantity>"
                        + "<Items><Path>#post-1</Path><Path>/a&amp;b</Path></Items></Paths><CallerReference>r1</CallerReference></InvalidationBatch>";
        HttpResponse<String> created = send(HttpRequest.newBuilder(
                        small.stack.endpoints().cloudFront().resolve("/2020-05-31/distribution/ELOCAL/invalidation"))
                .POST(BodyPublishers.ofString(batch)));
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode listed = JSON.readTree(send(to("/_local/invalidations")).body());
        assertThat(listed.findValuesAsText("callerReference")).contains("r1");
        assertThat(small.stack.invalidations().get(0).paths()).containsExactly("#post-1", "/a&b");
    }
}
