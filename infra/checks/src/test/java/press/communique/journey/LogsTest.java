package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.checks.Folder;
import press.communique.local.LocalStack;
import press.communique.local.engine.Clients;
import press.communique.local.mail.SesEvent;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whatever the functions say of a day with readers, editors and trouble, it names nobody and opens nothing. */
class LogsTest {

    private static final String READER = "ada.lovelace@example.org";
    private static final String REFUSED = "charles.babbage@example.org";
    /** Not the one who is refused: what was refused goes again, who knows when, and would be the mail that is complained of. */
    private static final String COMPLAINING = "grace.hopper@example.org";

    private static final List<String> TROUBLE = List.of("TRANSIENT_FAILURE", "MESSAGE_REJECTED");

    @Test
    void logs_carry_no_address_and_no_token(@TempDir Path data) throws Exception {
        var said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(both(out, said));
        System.setErr(both(err, said));
        List<String> secrets;
        try (LocalStack stack = LocalStack.start(Stack.options(data))) {
            secrets = aDay(stack);
            theAudiencesTableShowsNobody(stack);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        String logs = said.toString(StandardCharsets.UTF_8) + files(data.resolve("log"));
        assertThat(logs).as("something was said at all").contains("Announcing").contains("EditorApi");
        for (String secret : secrets) {
            assertThat(logs.contains(secret))
                    .as("“%s” stands in a log: %s", secret, around(logs, secret))
                    .isFalse();
        }
        assertThat(logs).doesNotContainPattern("eyJ[\\w-]{20}").doesNotContainPattern("[?&]token=");
    }

    /** Every item of it, whatever it is about, and for how long it is kept. */
    private static void theAudiencesTableShowsNobody(LocalStack stack) {
        long seen = 0;
        Instant now = Instant.now();
        try (Clients clients = new Clients(stack.endpoints())) {
            for (var item : clients.dynamoDb()
                    .scanPaginator(scan -> scan.tableName("AudienceTable"))
                    .items()) {
                seen++;
                var shown = new StringBuilder();
                item.forEach((name, value) -> shown.append(name).append('=').append(text(value)));
                assertThat(shown.toString())
                        .doesNotContainIgnoringCase("lovelace")
                        .doesNotContainIgnoringCase("babbage")
                        .doesNotContainIgnoringCase("hopper")
                        .doesNotContainIgnoringCase("example.org");
                String kind = item.get("sk").s();
                Duration most = kind.equals("REQUEST")
                        ? Duration.ofDays(7)
                        : kind.startsWith("BATCH#") ? Duration.ofDays(90) : null;
                if (most != null) {
                    assertThat(Instant.ofEpochSecond(
                                    Long.parseLong(item.get("expiresAt").n())))
                            .as("%s is forgotten", kind)
                            .isBetween(now, now.plus(most));
                }
            }
        }
        assertThat(seen).as("items, so that there was something to look at").isGreaterThan(15);
    }

    /** With what is encrypted as plain characters, so that an address in the clear would show. */
    private static String text(AttributeValue value) {
        if (value.b() != null) {
            return value.b().asString(StandardCharsets.ISO_8859_1);
        }
        if (value.hasM()) {
            return value.m().values().stream().map(LogsTest::text).toList().toString();
        }
        return value.toString();
    }

    private static List<String> aDay(LocalStack stack) throws InterruptedException {
        var newsroom = new Newsroom(stack);
        newsroom.settings(Stack.SETTINGS);
        newsroom.subscribed(READER).subscribed(REFUSED).subscribed(COMPLAINING);
        newsroom.subscribe("{\"email\": \"not." + READER + "\", \"languages\": [\"xx\"]}");
        newsroom.subscribe("{\"email\": \"" + READER);
        JsonNode post = null;
        for (String trouble : TROUBLE) {
            stack.mailFaults().failEntry(REFUSED, trouble);
            post = newsroom.published(
                    "{\"type\": \"speech\", \"state\": \"published\", \"editions\": {\"en\": {\"title\": \"" + trouble
                            + "\"}}}");
            Eventually.see(
                    "mail in spite of " + trouble,
                    () -> newsroom.mail(READER).size(),
                    mails -> mails >= 2 + TROUBLE.indexOf(trouble));
        }
        stack.mailFaults().clear().failEntry("late." + READER, "MESSAGE_REJECTED");
        newsroom.subscribe("{\"email\": \"late." + READER + "\"}").is(202);
        stack.mailEvents().fate(READER, SesEvent.Fate.OUT_OF_OFFICE).fate(COMPLAINING, SesEvent.Fate.COMPLAINED);
        stack.mailFaults().loseReplies(1);
        JsonNode told = newsroom.published(
                "{\"type\": \"speech\", \"state\": \"published\", \"editions\": {\"en\": {\"title\": \"Told\"}}}");
        Eventually.see(
                "what SES tells",
                () -> newsroom.receipt(told).at("/channels/email"),
                email -> email.path("complained").asInt() == 1
                        && email.path("uncertain").asInt() == 0);
        Letter letter = newsroom.mail(READER).get(0);
        String preferences = token(letter.link("/subscriptions/preferences"));
        String unsubscribe = token(letter.oneClick());
        newsroom.get("/subscriptions/preferences?token=" + preferences).is(200);
        newsroom.get("/subscriptions/preferences?token=" + preferences + "x");
        Newsroom.send(newsroom.to("/subscriptions/unsubscribe?token=" + unsubscribe)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click")))
                .is(200);
        newsroom.ask("/api/posts/%20").is(404);
        newsroom.post("/api/posts/" + post.get("id").asText() + "/withdraw", "{}", "If-Match", "\"1\"");
        Newsroom.raw(newsroom.authorized("/api/posts", stack.tokens().editor() + "x"));
        stack.runSchedule("MailSweepFunction");
        stack.runSchedule("SiteSweepFunction");
        List<String> secrets = new ArrayList<>(List.of(
                READER,
                REFUSED,
                COMPLAINING,
                "lovelace",
                "babbage",
                "hopper",
                "Edward Peeters",
                "Inge Vos",
                preferences,
                unsubscribe,
                stack.tokens().author(),
                stack.tokens().editor(),
                stack.tokens().admin()));
        newsroom.mail(READER).forEach(mail -> {
            if (mail.link("/subscriptions/confirm").getRawQuery() != null) {
                secrets.add(token(mail.link("/subscriptions/confirm")));
            }
        });
        return secrets;
    }

    private static String token(URI link) {
        return link.getRawQuery().replaceFirst(".*token=", "");
    }

    private static String around(String logs, String secret) {
        int at = logs.indexOf(secret);
        return at < 0 ? "" : logs.substring(Math.max(0, at - 200), at);
    }

    private static String files(Path folder) throws IOException {
        var text = new StringBuilder();
        for (Path file : Folder.files(folder)) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }

    private static PrintStream both(PrintStream terminal, OutputStream kept) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        terminal.write(b);
                        kept.write(b);
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }
}
