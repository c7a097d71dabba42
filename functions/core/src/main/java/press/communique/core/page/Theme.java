package press.communique.core.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import press.communique.core.page.view.Words;

/**
 * How an organisation makes the site its own: files of the folder {@code theme/} at the root of the repository that take
 * the place of built-in ones, or are added to them. {@code docs/theming.md} lists them.
 *
 * <p>A theme is part of the code that makes pages: the build puts it into the functions' zips, and its edition into every
 * {@link Stamp}. Only the local stack exchanges it while pages are made, and then has everything made again.
 */
public final class Theme {

    /** In every theme: which edition of it this is, and the {@link #fingerprint} that the number was given to. */
    public static final String EDITION = "edition.properties";

    private static final String RESOURCES = "theme/";
    private static final Map<String, Optional<byte[]>> RESOURCES_READ = new ConcurrentHashMap<>();
    private static final Theme BUILT_IN = builtIn();
    private static volatile Theme current = BUILT_IN;

    private final int edition;
    private final SortedMap<String, byte[]> files;
    private final TemplateEngine templates;
    private final Map<String, Words> words = new ConcurrentHashMap<>();
    private final Map<String, Boolean> spoken = new ConcurrentHashMap<>();

    private Theme(int edition, SortedMap<String, byte[]> files, TemplateEngine templates) {
        this.edition = edition;
        this.files = files;
        this.templates = templates;
    }

    /** The theme that pages are made with. */
    public static Theme current() {
        return current;
    }

    /** Makes pages with this theme from now on: for a stack that shows changes while they are made. */
    public static void use(Theme theme) {
        current = theme;
    }

    /**
     * A theme from a folder.
     *
     * @param edition greater than that of whatever was shown before
     * @param templates made of the theme's templates and, where it has none, of ours; null if all are ours
     */
    public static Theme of(Path folder, int edition, TemplateEngine templates) {
        return new Theme(edition, read(folder), templates == null ? BUILT_IN.templates : templates);
    }

    /** The edition that a folder's theme says it is; 0 if there is none. */
    public static int edition(Path folder) {
        byte[] note = read(folder).get(EDITION);
        return note == null ? 0 : number(note);
    }

    /** Tells a folder's content apart from any other; the note of its edition does not count. */
    public static String fingerprint(Path folder) {
        MessageDigest digest = Asset.sha256();
        read(folder).forEach((name, bytes) -> {
            if (!name.equals(EDITION)) {
                digest.update((name + "\0" + bytes.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** 0 while there is no theme; raised with every change. */
    public int edition() {
        return edition;
    }

    TemplateEngine templates() {
        return templates;
    }

    /** A file of the theme, such as {@code site.css}. */
    Optional<byte[]> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The theme's file, or the one that comes with the newsroom. */
    Optional<byte[]> orBuiltIn(String name) {
        return file(name).or(() -> resource(name));
    }

    /** Names of the theme's own assets, without {@code assets/}. */
    List<String> assets() {
        return files.keySet().stream()
                .filter(name -> name.startsWith("assets/"))
                .map(name -> name.substring("assets/".length()))
                .toList();
    }

    /** Whether there is a message file of exactly this language, the theme's or ours. */
    boolean speaks(String tag) {
        return spoken.computeIfAbsent(tag, wanted -> orBuiltIn(wordsOf(wanted)).isPresent());
    }

    /** @param foreign whether the page that the words stand on is in a language that has no message file */
    Words words(String tag, boolean foreign) {
        return words.computeIfAbsent(foreign ? tag + " abroad" : tag, key -> {
            var texts = new Properties();
            // A theme's language may lack what is new in ours: that is said in English.
            if (resource(wordsOf(tag)).isEmpty()) {
                load(texts, resource(wordsOf("en")));
            }
            load(texts, resource(wordsOf(tag)));
            load(texts, file(wordsOf(tag)));
            var byKey = new TreeMap<String, String>();
            texts.stringPropertyNames().forEach(name -> byKey.put(name, texts.getProperty(name)));
            return new Words(byKey, foreign ? tag : null);
        });
    }

    private static String wordsOf(String tag) {
        return "words/" + tag + ".properties";
    }

    private static void load(Properties into, Optional<byte[]> file) {
        file.ifPresent(bytes -> {
            try {
                into.load(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Built-in files never change, and feeds ask for theirs each time they are written. */
    private static Optional<byte[]> resource(String name) {
        return RESOURCES_READ.computeIfAbsent(name, Theme::read);
    }

    private static Optional<byte[]> read(String name) {
        try (InputStream file = Theme.class.getResourceAsStream(name)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the build found in {@code theme/}. */
    private static Theme builtIn() {
        TemplateEngine precompiled = TemplateEngine.createPrecompiled(
                null, ContentType.Html, Theme.class.getClassLoader(), "press.communique.core.page.jte");
        URL note = Theme.class.getResource(RESOURCES + EDITION);
        if (note == null) {
            return new Theme(0, new TreeMap<>(), precompiled);
        }
        try {
            URLConnection connection = note.openConnection();
            SortedMap<String, byte[]> files = connection instanceof JarURLConnection jar
                    ? read(jar)
                    : read(Path.of(note.toURI()).getParent());
            return new Theme(number(files.get(EDITION)), files, precompiled);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<String, byte[]> read(JarURLConnection connection) throws IOException {
        String folder = connection.getEntryName().replaceFirst("[^/]*$", "");
        var files = new TreeMap<String, byte[]>();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (var entry : jar.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(folder))
                    .toList()) {
                files.put(
                        entry.getName().substring(folder.length()),
                        jar.getInputStream(entry).readAllBytes());
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> read(Path folder) {
        var files = new TreeMap<String, byte[]>();
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                // What editors leave beside the files that they save
                if (!name.matches("(.*/)?(\\.[^/]*|[^/]*~|[^/]*\\.sw.|#[^/]*#)")) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(byte[] note) {
        var properties = new Properties();
        load(properties, Optional.of(note));
        return Integer.parseInt(properties.getProperty("edition", "0").strip());
    }
}
