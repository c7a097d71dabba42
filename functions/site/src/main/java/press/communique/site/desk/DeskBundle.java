package press.communique.site.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The application's files as {@code npm run build} made them: {@code index.html}, {@code app-4KYNPYUG.js}. */
public final class DeskBundle {

    /** The one that leads to all others. */
    static final String INDEX = "index.html";

    private static final String FOLDER = "press/communique/desk/";

    private final SortedMap<String, byte[]> files;

    DeskBundle(SortedMap<String, byte[]> files) {
        this.files = Collections.unmodifiableSortedMap(files);
    }

    /** The one of this deployment: a jar in a function's zip, a folder while Maven runs. */
    public static DeskBundle ofThisDeployment() {
        URL index = DeskBundle.class.getClassLoader().getResource(FOLDER + INDEX);
        if (index == null) {
            throw new IllegalStateException("The desk's files are not on the class path; see functions/desk.");
        }
        try {
            return new DeskBundle(
                    index.openConnection() instanceof JarURLConnection jar ? ofJar(jar) : ofFolder(index.toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Not an address: " + index, e);
        }
    }

    private static SortedMap<String, byte[]> ofJar(JarURLConnection connection) throws IOException {
        // Else it would be closed for whoever else reads from it.
        connection.setUseCaches(false);
        var files = new TreeMap<String, byte[]>();
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                    files.put(
                            entry.getName().substring(FOLDER.length()),
                            jar.getInputStream(entry).readAllBytes());
                }
            }
        }
        return files;
    }

    private static SortedMap<String, byte[]> ofFolder(URI index) throws IOException {
        Path folder = Path.of(index).getParent();
        var files = new TreeMap<String, byte[]>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** Bytes by name. */
    public SortedMap<String, byte[]> files() {
        return files;
    }
}
