package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;
import press.communique.transfer.Main;

/** Posts in and out of a newsroom by the operator's command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferJourneyTest {

    private static final int ENTRIES = 150;

    @TempDir
    Path folder;

    private LocalStack stack;
    private Newsroom newsroom;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        stack = LocalStack.start(Stack.options(data));
        newsroom = new Newsroom(stack);
        newsroom.settings(Stack.SETTINGS);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void a_feed_whose_import_is_killed_and_repeated_comes_once_and_mails_nobody() throws Exception {
        newsroom.subscribed("import@example.org");
        Path feed = Files.writeString(folder.resolve("feed.xml"), rss());

        var command = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "import",
                        feed.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.txt").toFile());
        command.environment().putAll(environment(stack));
        Process killed = command.start();
        Eventually.see("the first posts of the feed", this::imported, posts -> posts.size() >= 5);
        killed.destroyForcibly().waitFor();
        assertThat(imported().size()).as("killed in the middle").isBetween(5, ENTRIES - 5);

        Ran again = run(stack, "import", feed.toString());
        assertThat(again.code()).as(again.said()).isZero();
        assertThat(imported()).hasSize(ENTRIES);
        assertThat(new TreeSet<>(imported())).hasSize(ENTRIES);
        Ran later = run(stack, "import", feed.toString());
        assertThat(later.said()).contains("0 imported, " + ENTRIES + " there before, 0 failed");
        assertThat(later.code()).isZero();
        assertThat(folder.resolve("feed.xml.import-report.jsonl")).doesNotExist();

        JsonNode post = newsroom.live(found("https://old.example/2014/05/entry-7.html"));
        assertThat(post.path("publishedAt").asText()).isEqualTo("2014-05-08T06:30:00Z");
        assertThat(post.path("topics").toString()).isEqualTo("[\"great-lakes\"]");
        assertThat(post.path("type").asText()).isEqualTo("speech");
        assertThat(post.path("authors").toString()).isEqualTo("[\"Ann Ön\"]");
        Element text = newsroom.page(newsroom.path(post, "en")).selectFirst(".prose");
        assertThat(text.text()).startsWith("Entry 7, *not* a _list_ - as it was: 1. One x = y");
        assertThat(text.select("pre").first().wholeText()).isEqualTo("x = y\n\n* z");
        assertThat(text.select("a").attr("href")).isEqualTo("https://old.example/2014/other.html");
        assertThat(newsroom.get("/2014/05/entry-7.html").is(301).header("Location"))
                .isEqualTo("/news/2014/05/entry-7-is-here/");
        assertThat(newsroom.mail("import@example.org"))
                .as("only the letter to confirm")
                .hasSize(1);
    }

    @Test
    void what_cannot_be_taken_over_is_listed_with_the_reason() throws Exception {
        Path feed = Files.writeString(folder.resolve("odd.atom"), """
                <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>x:odd</id><title>Odd</title>
                <updated>2014-05-01T00:00:00Z</updated>
                <entry><id>odd:1</id><title>Known in part</title><updated>2014-05-01T00:00:00Z</updated>
                  <category term="gardening"/><link href="https://old.example/?p=7"/>
                  <link rel="enclosure" href="https://old.example/a.mp3" type="audio/mpeg" length="1"/>
                  <content type="text">1 &lt; 2</content></entry>
                <entry><id>odd:2</id><title>At a place of ours</title><updated>2014-05-01T00:00:00Z</updated>
                  <link href="https://old.example/feeds/entry.html"/><content type="html">&lt;p>Yes.</content></entry>
                <entry><id>odd:3</id><title>Of tomorrow</title><updated>2999-05-01T00:00:00Z</updated></entry>
                </feed>""");
        Path report = folder.resolve("odd.atom.import-report.jsonl");

        Ran first = run(stack, "import", feed.toString());
        assertThat(first.code()).as(first.said()).isEqualTo(1);
        assertThat(first.said()).contains("2 imported, 0 there before, 1 failed", report.toString());
        assertThat(Files.readAllLines(report))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("\"lost\"", "odd:1", "gardening", "a.mp3", "?p=7"))
                .anySatisfy(line -> assertThat(line).contains("\"lost\"", "odd:2", "/aliases/0", "reserved"))
                .anySatisfy(line -> assertThat(line).contains("\"failed\"", "odd:3", "/publishAt"));

        Ran again = run(stack, "import", feed.toString());
        assertThat(again.said()).contains("0 imported, 2 there before, 1 failed");
        assertThat(Files.readAllLines(report))
                .as("what was lost before is still lost")
                .hasSize(3);
        assertThat(newsroom.page(newsroom.path(newsroom.live(found("odd:1")), "en"))
                        .select(".prose")
                        .text())
                .isEqualTo("1 < 2");
    }

    @Test
    void what_was_exported_and_imported_elsewhere_is_exported_the_same(@TempDir Path data) throws Exception {
        newsroom.published("""
                {"type": "press-release", "topics": ["ukraine", "human-rights"], "authors": ["Press office"],
                 "state": "published", "featured": true, "aliases": ["/old/accord.html"], "publishAt": "2014-04-17T18:00:00+02:00",
                 "editions": {"en": {"title": "An accord", "summary": "In short.", "body": "**Text** of it.", "slug": "accord-of-april"}},
                 "links": [{"titles": {"en": "More"}, "url": "https://www.example.org/"}]}""");
        newsroom.post("/api/posts", "{\"type\": \"speech\", \"editions\": {\"en\": {\"title\": \"Not yet\"}}}")
                .is(201);
        JsonNode edited = newsroom.published("""
                {"type": "speech", "state": "published", "editions": {"en": {"title": "What was said", "body": "Public."}}}""");
        newsroom.put(
                        "/api/posts/" + edited.get("id").asText(),
                        edited.toString().replace("Public.", "Secret as yet."),
                        "If-Match",
                        "\"1\"")
                .is(200);
        Path first = folder.resolve("first.jsonl");
        Ran out = run(stack, "export", first.toString());
        assertThat(out.code()).as(out.said()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("first.jsonl.export-report.jsonl")))
                .contains("What was said");
        assertThat(Files.readString(first)).contains("Public.").doesNotContain("Secret");

        Path whole = folder.resolve("whole.jsonl");
        Path second = folder.resolve("second.jsonl");
        // An export that was stopped: two lines, and half a one.
        List<String> lines = Files.readAllLines(first);
        Files.writeString(
                folder.resolve("whole.jsonl.part"),
                lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2).substring(0, 20));
        assertThat(run(stack, "export", whole.toString()).code()).isEqualTo(1);
        assertThat(whole).hasSameTextualContentAs(first);

        try (LocalStack other = LocalStack.start(Stack.options(data))) {
            new Newsroom(other).settings(Stack.SETTINGS);
            Ran in = run(other, "import", first.toString());
            assertThat(in.code()).as(in.said()).isZero();
            assertThat(run(other, "export", second.toString()).code()).isZero();
        }
        assertThat(withoutUploads(second)).isEqualTo(withoutUploads(first));

        newsroom.step(edited, "publish", "{}");
        assertThat(run(stack, "export", first.toString()).code())
                .as("nothing is left behind now")
                .isZero();
        assertThat(folder.resolve("first.jsonl.export-report.jsonl")).doesNotExist();
    }

    @Test
    void uploads_go_with_the_posts_that_show_them(@TempDir Path data) throws Exception {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB), "png", bytes);
        JsonNode media =
                newsroom.post("/api/media", """
                        {"filename": "bridge.png", "contentType": "image/png", "size": %d, "alt": {"en": "A bridge"}}""".formatted(bytes.size())).is(201).json();
        var put = HttpRequest.newBuilder(URI.create(media.at("/upload/url").asText()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes.toByteArray()));
        media.at("/upload/headers")
                .fields()
                .forEachRemaining(
                        header -> put.header(header.getKey(), header.getValue().asText()));
        Newsroom.send(put).is(200);
        String id = media.path("id").asText();
        Eventually.see(
                "the upload",
                () -> newsroom.ask("/api/media/" + id).is(200).json(),
                upload -> upload.path("state").asText().equals("ready"));
        newsroom.published("""
                {"type": "news-item", "state": "published", "image": {"media": "%s", "alt": {"en": "A bridge"}},
                 "editions": {"en": {"title": "With a picture", "body": "See ![it](media:%s)."}}}""".formatted(id, id));
        Path file = folder.resolve("pictures.jsonl");
        run(stack, "export", file.toString());

        try (LocalStack other = LocalStack.start(Stack.options(data))) {
            var there = new Newsroom(other);
            there.settings(Stack.SETTINGS);
            Ran in = run(other, "import", file.toString());
            assertThat(in.code()).as(in.said()).isZero();
            JsonNode list = there.ask("/api/posts?q=picture").is(200).json();
            JsonNode post = there.live(list.at("/items/0"));
            Element page = there.page(there.path(post, "en"));
            assertThat(page.select("main img").eachAttr("alt")).containsExactly("A bridge", "it");
            assertThat(there.get(page.select("main img").get(0).attr("src")).status())
                    .isEqualTo(200);
            assertThat(run(other, "import", file.toString()).said()).contains("0 imported");
            assertThat(there.ask("/api/media").is(200).json().path("items")).hasSize(1);
        }
    }

    @Test
    void the_site_can_be_read_from_a_disk() throws Exception {
        newsroom.published("""
                {"type": "news-item", "topics": ["ukraine"], "state": "published", "aliases": ["/old/shelf.html"],
                 "editions": {"en": {"title": "For the shelf", "body": "[Home](/) and [news](/news/#main), [once](/old/shelf.html)"}}}""");
        Path copy = folder.resolve("copy");
        Ran ran = run(stack, "site", copy.toString(), "--site", stack.site().toString());
        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(copy.resolve("feeds/news.atom")).exists();
        Path home = copy.resolve("index.html");
        assertThat(Jsoup.parse(Files.readString(home)).text()).contains("For the shelf");
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                for (Element element : Jsoup.parse(Files.readString(page)).select("a[href], link[href], img[src]")) {
                    String to = element.hasAttr("href") ? element.attr("href") : element.attr("src");
                    boolean isHere = !to.matches("[a-z]+:.*|#.*|/subscriptions.*");
                    if (isHere) {
                        String file = java.net.URLDecoder.decode(to.replaceFirst("#.*", ""), StandardCharsets.UTF_8);
                        assertThat(page.getParent().resolve(file))
                                .as(page + " leads to " + to)
                                .isRegularFile();
                    }
                }
            }
        }
        Path zip = folder.resolve("copy.zip");
        assertThat(run(stack, "site", zip.toString(), "--site", stack.site().toString())
                        .code())
                .isZero();
        try (var packed = new java.util.zip.ZipFile(zip.toFile())) {
            assertThat(packed.getEntry("index.html")).isNotNull();
        }
        assertThat(folder.resolve("copy.zip.part")).doesNotExist();
    }

    @Test
    void a_wrong_token_changes_nothing_and_says_so() throws Exception {
        Path file = Files.writeString(
                folder.resolve("one.jsonl"),
                "{\"sourceId\": \"one\", \"type\": \"speech\", \"editions\": {\"en\": {\"title\": \"One\"}}}\n");
        var said = new ByteArrayOutputStream();
        int code = Main.run(
                List.of("import", "--api", stack.site() + "api", "--token", "none", file.toString()),
                Map.of(),
                new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(code).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("token");
    }

    /** A newsroom names uploads itself, as it does posts. */
    private static String withoutUploads(Path file) throws Exception {
        return Files.readString(file).replaceAll("(media(\":\"|:))[0-9A-Z]{26}", "$1…");
    }

    private record Ran(int code, String said) {}

    private static Ran run(LocalStack stack, String... arguments) {
        var said = new ByteArrayOutputStream();
        int code =
                Main.run(List.of(arguments), environment(stack), new PrintStream(said, true, StandardCharsets.UTF_8));
        return new Ran(code, said.toString(StandardCharsets.UTF_8));
    }

    private static Map<String, String> environment(LocalStack stack) {
        return Map.of(
                "COMMUNIQUE_API",
                stack.site() + "api",
                "COMMUNIQUE_TOKEN",
                stack.tokens().editor());
    }

    private JsonNode found(String sourceId) {
        return newsroom.ask("/api/posts?sourceId=" + java.net.URLEncoder.encode(sourceId, StandardCharsets.UTF_8))
                .is(200)
                .json()
                .at("/items/0");
    }

    /** The source ids of what came from the feed, each as often as there is a post. */
    private List<String> imported() {
        var found = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page =
                    newsroom.ask("/api/posts?limit=100" + cursor).is(200).json();
            for (JsonNode post : page.get("items")) {
                if (post.path("sourceId").asText().startsWith("https://old.example/")) {
                    found.add(post.get("sourceId").asText());
                }
            }
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asText();
        } while (!cursor.isEmpty());
        return found;
    }

    private static String rss() {
        var items = new StringBuilder();
        for (int i = 0; i < ENTRIES; i++) {
            String address = "https://old.example/2014/05/entry-" + i + ".html";
            items.append("<item><title>Entry " + i + " is here</title><link>" + address + "</link><guid>" + address
                    + "</guid><pubDate>" + (i % 28 + 1) + " May 2014 08:30:00 +0200</pubDate>"
                    + "<dc:creator>Ann Ön</dc:creator><category>Great Lakes region</category><category>Speech</category>"
                    + "<description>In short &amp;amp; plain</description>"
                    + "<content:encoded><![CDATA[    Entry " + i + ", *not* a _list_\n\n    - as it was:\n\n1. One\n"
                    + "<pre>x = y\n\n* z</pre> <a href=\"../other.html\">elsewhere</a>]]></content:encoded></item>\n");
        }
        return "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
                + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Old</title>"
                + "<link>https://old.example/</link><description>Old</description><language>en-gb</language>"
                + items + "</channel></rss>";
    }
}
