package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;
import press.communique.local.engine.Clients;
import press.communique.local.mail.Outbox;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The drill of {@code docs/operations.md}: the stack is lost in the midst of a mailing, and comes back elsewhere with tables of
 * an earlier moment, its private files, and no site at all. What each step took stands in {@code target/drill.txt}.
 */
class RestoreJourneyTest {

    private static final List<String> TABLES = List.of("PostsTable", "AudienceTable");
    private static final int READERS = 12;
    private static final String POST = """
            {"type": "news-item", "topics": ["ukraine"], "state": "published",
             "editions": {"en": {"title": "%s", "body": "A text."}}}
            """;

    private final StringBuilder drill = new StringBuilder();

    @Test
    void it_comes_back_elsewhere_and_mails_nobody_twice(@TempDir Path lost, @TempDir Path back) throws Exception {
        Map<String, List<Map<String, AttributeValue>>> moment;
        JsonNode before;
        JsonNode during;
        String page;
        List<String> addresses = new ArrayList<>();
        try (LocalStack stack = LocalStack.start(Stack.options(lost))) {
            var newsroom = new Newsroom(stack);
            newsroom.settings(Stack.SETTINGS);
            for (int i = 0; i < READERS; i++) {
                addresses.add("reader-" + i + "@example.org");
                newsroom.subscribed(addresses.get(i));
            }
            before = newsroom.published(POST.formatted("Before"));
            newsroom.mailed(before);
            stack.runSchedule("MailSweepFunction");
            // One mail a second, so that there is a midst.
            stack.mailFaults().quota(1, 1_000_000);
            during = newsroom.published(POST.formatted("During"));
            JsonNode post = during;
            Eventually.see(
                    "the midst", () -> accepted(newsroom, post), accepted -> accepted >= 2 && accepted < READERS);
            newsroom.post("/api/mailings/stop", "{}").is(200);
            moment = took("Copy both tables", () -> moment(stack));
            newsroom.post("/api/mailings/start", "{}").is(200);
            stack.mailFaults().clear();
            newsroom.mailed(during);
            newsroom.published(POST.formatted("After"));
            page = newsroom.get(newsroom.path(before, "en")).is(200).body();
        }
        copyFolder(lost.resolve("keys"), back.resolve("keys"));
        copyFolder(
                lost.resolve("s3").resolve("private-bucket"), back.resolve("s3").resolve("private-bucket"));

        try (LocalStack stack = took(
                "Deploy the stack", () -> LocalStack.start(Stack.options(back).port(portOf(page))))) {
            var newsroom = new Newsroom(stack);
            took("Put the tables' items into it", () -> put(stack, moment));
            took("Read the ledger", () -> stack.runSchedule("MailSweepFunction"));
            Eventually.see(
                    "mail is held",
                    () -> newsroom.get("/api/health").is(200).json().get("mail").asText(),
                    "stopped-after-restore"::equals);
            took("Render the site", () -> {
                Newsroom.send(newsroom.authorized("/api/rebuild", stack.tokens().admin())
                                .POST(BodyPublishers.noBody()))
                        .is(202);
                // The tables' items come in any order: a page may be there before the settings that it is to show.
                return Eventually.see(
                        "the site as it was",
                        () -> newsroom.get(newsroom.path(before, "en")).body(),
                        page::equals);
            });
            assertThat(mails(stack)).isEmpty();

            took("Start mail", () -> newsroom.post("/api/mailings/start", "{}").is(200));
            stack.runSchedule("MailSweepFunction");
            JsonNode books = Eventually.see(
                    "the end of the mailing",
                    () -> {
                        stack.runSchedule("MailSweepFunction");
                        return newsroom.receipt(during).at("/channels/email");
                    },
                    email -> email.path("pending").asInt(-1) == 0);
            assertThat(Books.sum(books))
                    .isEqualTo(books.get("audience").asInt())
                    .isEqualTo(READERS);
            assertThat(books.get("uncertain").asInt()).isPositive();
            newsroom.mailed(newsroom.published(POST.formatted("Afterwards")));

            var twice = new HashMap<String, Integer>();
            for (String mail :
                    Stream.concat(mails(lost).stream(), mails(stack).stream()).toList()) {
                twice.merge(mail, 1, Integer::sum);
            }
            assertThat(twice).as("each mail once").doesNotContainValue(2);
            for (String address : addresses) {
                assertThat(twice).containsKeys(address + " During", address + " Afterwards");
            }
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "drill.txt"), drill);
    }

    private static int accepted(Newsroom newsroom, JsonNode post) {
        return newsroom.receipt(post).at("/channels/email/accepted").asInt();
    }

    private static int portOf(String page) {
        return Integer.parseInt(page.replaceFirst("(?s).*?http://localhost:(\\d+)/.*", "$1"));
    }

    /** One common moment: nothing changes between two looks, and no batch is on its way. Nobody had pulled the stop then. */
    private static Map<String, List<Map<String, AttributeValue>>> moment(LocalStack stack) {
        var tables = Eventually.see(
                "a quiet moment",
                () -> {
                    var first = copy(stack);
                    return first.equals(copy(stack)) ? first : Map.<String, List<Map<String, AttributeValue>>>of();
                },
                copy -> !copy.isEmpty()
                        && copy.get("AudienceTable").stream()
                                .noneMatch(item -> item.containsKey("phase")
                                        && item.get("phase").s().equals("claimed")));
        var without = new HashMap<>(tables);
        without.put(
                "AudienceTable",
                tables.get("AudienceTable").stream()
                        .filter(item -> !item.get("sk").s().equals("STOP"))
                        .toList());
        return without;
    }

    /** Every item, table by table. */
    private static Map<String, List<Map<String, AttributeValue>>> copy(LocalStack stack) {
        var tables = new HashMap<String, List<Map<String, AttributeValue>>>();
        try (Clients clients = new Clients(stack.endpoints())) {
            for (String table : TABLES) {
                tables.put(
                        table,
                        clients.dynamoDb().scanPaginator(scan -> scan.tableName(table)).items().stream()
                                .toList());
            }
        }
        return tables;
    }

    private static boolean put(LocalStack stack, Map<String, List<Map<String, AttributeValue>>> tables) {
        try (Clients clients = new Clients(stack.endpoints())) {
            tables.forEach((table, items) -> {
                for (int from = 0; from < items.size(); from += 25) {
                    List<WriteRequest> writes = items.subList(from, Math.min(items.size(), from + 25)).stream()
                            .map(item -> WriteRequest.builder()
                                    .putRequest(PutRequest.builder().item(item).build())
                                    .build())
                            .toList();
                    clients.dynamoDb().batchWriteItem(write -> write.requestItems(Map.of(table, writes)));
                }
            });
        }
        return true;
    }

    private <T> T took(String step, Callable<T> work) throws Exception {
        long begun = System.nanoTime();
        T result = work.call();
        drill.append(step)
                .append(": ")
                .append(Duration.ofNanos(System.nanoTime() - begun).toMillis())
                .append(" ms\n");
        return result;
    }

    private static List<String> mails(LocalStack stack) {
        return stack.outbox().newestFirst().stream()
                .map(entry -> entry.to().get(0) + " " + entry.subject())
                .filter(RestoreJourneyTest::isOfAPost)
                .toList();
    }

    private static List<String> mails(Path data) throws IOException {
        var mails = new ArrayList<String>();
        for (Outbox.Entry entry : new Outbox(data.resolve("mail")).newestFirst()) {
            mails.add(entry.to().get(0) + " " + entry.subject());
        }
        return mails.stream().filter(RestoreJourneyTest::isOfAPost).toList();
    }

    private static boolean isOfAPost(String mail) {
        return mail.matches(".* (Before|During|After|Afterwards)");
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
