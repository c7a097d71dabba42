package press.communique.site.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The application's files as {@code npm run build} made them, but for the names of those that {@code index.html} leads to:
 * {@code desk.js} becomes {@code desk-4KYNPYUG.js}, so that it may stay in caches and never be another's.
 */
public final class DeskBundle {

    /** The one that leads to all others. */
    static final String INDEX = "index.html";

    private static final String FOLDER = "press/communique/desk/";

    private final SortedMap<String, byte[]> files;

    DeskBundle(SortedMap<String, byte[]> files) {
        this.files = Collections.unmodifiableSortedMap(named(files));
    }

    private static SortedMap<String, byte[]> named(SortedMap<String, byte[]> built) {
        var named = new TreeMap<String, byte[]>();
        String index = new String(built.get(INDEX), StandardCharsets.UTF_8);
        for (Map.Entry<String, byte[]> file : built.entrySet()) {
            String name = file.getKey();
            String reference = '"' + name + '"';
            if (index.contains(reference)) {
                int dot = name.lastIndexOf('.');
                name = name.substring(0, dot) + "-" + hash(file.getValue()) + name.substring(dot);
                index = index.replace(reference, '"' + name + '"');
            }
            named.put(name, file.getValue());
        }
        named.put(INDEX, index.getBytes(StandardCharsets.UTF_8));
        return named;
    }

    /** Eight letters and digits of base32, as esbuild has them. */
    private static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            String bits = new BigInteger(1, hash).setBit(256).toString(2);
            var name = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                name.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
                        .charAt(Integer.parseInt(bits.substring(1 + 5 * i, 6 + 5 * i), 2)));
            }
            return name.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The one of this deployment: a jar in a function's zip, a folder while Maven runs. Read once. */
    public static DeskBundle ofThisDeployment() {
        return Deployed.BUNDLE;
    }

    /** Loaded by whoever asks first. */
    private static final class Deployed {
        private static final DeskBundle BUNDLE = read();
    }

    private static DeskBundle read() {
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
