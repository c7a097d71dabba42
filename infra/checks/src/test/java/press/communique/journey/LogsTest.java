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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;

/** Whatever the functions say of a day with readers, editors and trouble, it names nobody and opens nothing. */
class LogsTest {

    private static final String READER = "ada.lovelace@example.org";
    private static final String REFUSED = "charles.babbage@example.org";
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

    private static List<String> aDay(LocalStack stack) throws InterruptedException {
        var newsroom = new Newsroom(stack);
        newsroom.settings(Stack.SETTINGS);
        newsroom.subscribed(READER).subscribed(REFUSED);
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
                "lovelace",
                "babbage",
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
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
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
