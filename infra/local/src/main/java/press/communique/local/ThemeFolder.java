package press.communique.local;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import press.communique.core.page.Theme;

/**
 * The folder {@code theme/} beside the template: shown as it is, and as soon as something in it is saved.
 *
 * <p>Each change is a new edition of the theme, greater than any that this data directory or the folder's own note has
 * seen, so that every file is made again and none is taken for new.
 */
final class ThemeFolder implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;

    private final Path folder;
    private final Path sources;
    private final Path notes;
    private final Consumer<String> progress;
    private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "theme");
        thread.setDaemon(true);
        return thread;
    });
    private boolean hadTemplates;
    private boolean warm;
    private Map<Path, String> adopted = Map.of();
    private Map<Path, String> lastLook = Map.of();

    /** @param template the folder and the sources of our own templates lie beside it */
    ThemeFolder(Path template, Path data, Consumer<String> progress) {
        Path root = template.toAbsolutePath().getParent();
        this.folder = root.resolve("theme");
        this.sources = root.resolve("functions/core/src/main/jte");
        this.notes = data.resolve("theme");
        this.progress = progress;
    }

    /** @return whether it is another theme than the one that the data was last shown with */
    boolean adopt() throws IOException {
        adopted = look();
        lastLook = adopted;
        String fingerprint = Theme.fingerprint(folder);
        Properties last = note(notes.resolve(Theme.EDITION));
        Properties own = note(folder.resolve(Theme.EDITION));
        if (last.isEmpty() && !Files.isDirectory(folder)) {
            return false;
        }
        boolean changed = !fingerprint.equals(last.getProperty("files")) || number(own) > number(last);
        boolean noted = fingerprint.equals(own.getProperty("files"));
        int edition = number(last);
        if (changed) {
            edition = noted && number(own) > number(last) ? number(own) : Math.max(number(own), number(last)) + 1;
        }
        Theme.use(Theme.of(folder, edition, templates(edition)));
        write(notes.resolve(Theme.EDITION), edition, fingerprint);
        if (!noted && Files.isDirectory(folder)) {
            write(folder.resolve(Theme.EDITION), edition, fingerprint);
        }
        if (changed) {
            progress.accept("Theme, edition " + edition);
        }
        return changed;
    }

    /** Looks after the folder from now on. */
    void watch(Runnable changed) {
        warmUp();
        watcher.scheduleWithFixedDelay(() -> step(changed), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What was saved is taken up once it has stayed the same from one look to the next. */
    private void step(Runnable changed) {
        try {
            Map<Path, String> now = look();
            boolean settled = now.equals(lastLook);
            lastLook = now;
            if (settled && !now.equals(adopted) && adopt()) {
                changed.run();
                warmUp();
            }
        } catch (IOException | RuntimeException e) {
            // A slip in a template; the theme as it was stays until it is put right.
            System.err.println("theme/ could not be taken up: " + e.getMessage());
        }
    }

    /** Made of the theme's templates and ours; null while there are none of the theme's. */
    private TemplateEngine templates(int edition) throws IOException {
        Path own = folder.resolve("templates");
        hadTemplates |= Files.isDirectory(own);
        return hadTemplates ? compile(own, edition, notes.resolve("classes")) : null;
    }

    /**
     * The compiler takes seconds when it is first used; whoever has a theme may well save a template soon. Beside the
     * watcher, which meanwhile takes up everything else.
     */
    private void warmUp() {
        if (hadTemplates || warm || !Files.isDirectory(folder)) {
            return;
        }
        warm = true;
        Thread thread = new Thread(
                () -> {
                    try {
                        Path classes = Files.createTempDirectory("communique-theme");
                        compile(folder.resolve("templates"), 0, classes);
                        delete(classes);
                    } catch (IOException | RuntimeException e) {
                        // It will be said when there is something to compile.
                    }
                },
                "theme-compiler");
        thread.setDaemon(true);
        thread.start();
    }

    private TemplateEngine compile(Path own, int edition, Path classes) throws IOException {
        delete(classes);
        Files.createDirectories(classes);
        // Of a package of its own: a class that has been loaded once stays as it was.
        String name = String.format(Locale.ROOT, "press.communique.theme.e%d", edition);
        ClassLoader loader = Theme.class.getClassLoader();
        TemplateEngine engine =
                TemplateEngine.create(new ThemeTemplates(own, sources), classes, ContentType.Html, loader, name);
        engine.setTrimControlStructures(true);
        engine.precompileAll();
        return TemplateEngine.createPrecompiled(classes, ContentType.Html, loader, name);
    }

    private Map<Path, String> look() {
        Map<Path, String> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.filter(Files::isRegularFile).toList()) {
                    if (!file.endsWith(Theme.EDITION)) {
                        BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
                        files.put(file, about.lastModifiedTime() + " " + about.size() + " " + about.fileKey());
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                // A file went away while we looked: the next look finds the folder as it then is.
                return Map.of();
            }
        }
        return files;
    }

    private static Properties note(Path file) throws IOException {
        Properties note = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                note.load(reader);
            }
        }
        return note;
    }

    private static int number(Properties note) {
        return Integer.parseInt(note.getProperty("edition", "0").strip());
    }

    private static void write(Path file, int edition, String fingerprint) throws IOException {
        WholeFile.write(
                file,
                "# Raised by the local stack with every change; part of every page's stamp. Commit it with the theme.\n"
                        + "edition = " + edition + "\nfiles = " + fingerprint + "\n");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
