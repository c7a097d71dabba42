package press.communique.core.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an organisation changes in {@code theme/}, and that nothing else changes with it. */
class ThemeTest {

    private static final Path OURS = Path.of("..", "..", "theme");

    @TempDir
    Path folder;

    private final Theme before = Theme.current();

    @AfterEach
    void asItWas() {
        Theme.use(before);
    }

    private void put(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Document missing(String language) {
        return Jsoup.parse(new Pages(Samples.site(), Samples.URL).notFound(language, Stamp.of(3, 0)));
    }

    @Test
    void oneTextIsChangedAndTheOthersStay() throws IOException {
        put("words/fr.properties", "missing = Page introuvable\n");
        Theme.use(Theme.of(folder, 1, null));
        assertThat(missing("fr").selectFirst("h1").text()).isEqualTo("Page introuvable");
        assertThat(missing("fr").selectFirst("a.skip").text()).isEqualTo("Aller au texte");
        assertThat(missing("en").selectFirst("h1").text()).isEqualTo("This page does not exist");
    }

    @Test
    void aSixthLanguageIsOneFile() throws IOException {
        put("words/eo.properties", "language = Esperanto\nmissing = Tiu paĝo ne ekzistas\n");
        Theme.use(Theme.of(folder, 1, null));
        Document page = Jsoup.parse(new Pages(Samples.site("en", "eo"), Samples.URL).notFound("eo", Stamp.of(3, 0)));
        assertThat(page.selectFirst("h1").text()).isEqualTo("Tiu paĝo ne ekzistas");
        assertThat(page.selectFirst(".languages a[lang=eo]").text()).isEqualTo("Esperanto");
    }

    @Test
    void stylesAreAddedWithFilesOfTheirOwn() throws IOException {
        put("additions.css", ".wordmark { background: url(assets/crest.svg) }");
        put("assets/crest.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        Theme.use(Theme.of(folder, 1, null));
        String css = new String(Stylesheet.of(Samples.site()).bytes(), StandardCharsets.UTF_8);
        Asset crest = Assets.of(Samples.site()).find("crest.svg").orElseThrow();
        assertThat(crest.path()).matches("/assets/crest-[0-9a-f]{16}\\.svg");
        assertThat(css).contains("--paper").endsWith(".wordmark { background: url(\"" + crest.path() + "\") }");
        assertThat(Assets.of(Samples.site()).all()).extracting(Asset::path).contains(crest.path());
    }

    @Test
    void theStyleSheetIsReplaced() throws IOException {
        put("site.css", "body { color: #1d3f72 }");
        Theme.use(Theme.of(folder, 1, null));
        assertThat(new String(Stylesheet.builtIn().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("body { color: #1d3f72 }");
    }

    @Test
    void aNewEditionIsInEveryStampAndGoesBeforeTheOlderOne() {
        Theme.use(Theme.of(folder, 4, null));
        Stamp stamp = Stamp.of(3, 7);
        assertThat(stamp).hasToString("r" + Stamp.RENDERER + ".t4.s3.c7");
        assertThat(Stamp.parse(stamp.toString())).contains(stamp);
        assertThat(stamp.covers(new Stamp(Stamp.RENDERER, 3, 3, 7))).isTrue();
        assertThat(new Stamp(Stamp.RENDERER, 3, 3, 7).covers(stamp)).isFalse();
        assertThat(new Stamp(Stamp.RENDERER, 9, 2, 7).covers(stamp)).isFalse();
        assertThat(new Stamp(Stamp.RENDERER + 1, 0, 3, 7).covers(stamp)).isTrue();
        assertThat(stamp.covers(new Stamp(Stamp.RENDERER + 1, 0, 3, 7))).isFalse();
    }

    @Test
    void whatEditorsLeaveBehindIsNotPartOfIt() throws IOException {
        put("site.css", "a{}");
        String one = Theme.fingerprint(folder);
        put(".site.css.swp", "x");
        put("site.css~", "x");
        put(Theme.EDITION, "edition = 2\n");
        assertThat(Theme.fingerprint(folder)).isEqualTo(one);
        assertThat(Theme.edition(folder)).isEqualTo(2);
        put("site.css", "b{}");
        assertThat(Theme.fingerprint(folder)).isNotEqualTo(one);
    }

    /** The number says what the bytes are: files that were made with another theme must not be taken for new ones. */
    @Test
    void theEditionInTheRepositoryBelongsToWhatIsInIt() throws IOException {
        if (Files.isDirectory(OURS)) {
            var note = new Properties();
            try (var reader = Files.newBufferedReader(OURS.resolve(Theme.EDITION))) {
                note.load(reader);
            }
            assertThat(note.getProperty("files"))
                    .as("theme/ has changed: start the local stack once, it raises theme/" + Theme.EDITION)
                    .isEqualTo(Theme.fingerprint(OURS));
            assertThat(Theme.current().edition()).isEqualTo(Theme.edition(OURS)).isPositive();
        }
    }
}
