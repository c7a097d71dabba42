package press.communique.site.desk;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import press.communique.core.page.Stamp;
import press.communique.site.files.Held;
import press.communique.site.files.SiteFile;
import press.communique.site.files.SiteFiles;

/**
 * Brings the editors' application below {@code /desk/} to what came with this deployment. What leads to a file comes after
 * it, and {@code index.html} last, so that nobody gets half of a new one; what is there already is not written again.
 *
 * <pre>{@code new DeskFiles(files, DeskBundle.ofThisDeployment(), DeskConfig.of(settings)).ensure();}</pre>
 *
 * See docs/adr/0037-the-desks-files.md.
 */
public final class DeskFiles {

    /** Where they lie in the bucket. */
    public static final String FOLDER = "desk/";

    /** A browser asks each time whether it is still the same. */
    private static final String ALWAYS_ASKED = "no-cache";

    /** As esbuild names what it hashes. */
    private static final Pattern HASHED = Pattern.compile(".*-[A-Z2-7]{8}\\.[a-z0-9]+(\\.map)?");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("webmanifest", "application/manifest+json"));

    /** Each lost try means that another deployment of ours writes at this moment. */
    private static final int TRIES = 5;

    private final SiteFiles files;
    private final List<SiteFile> wanted;

    public DeskFiles(SiteFiles files, DeskBundle bundle, DeskConfig config) {
        this.files = files;
        var all = new TreeMap<>(bundle.files());
        all.put(DeskConfig.NAME, config.bytes());
        this.wanted = inOrder(all);
    }

    private static List<SiteFile> inOrder(SortedMap<String, byte[]> all) {
        var first = new ArrayList<SiteFile>();
        var last = new ArrayList<SiteFile>();
        all.forEach((name, bytes) -> (isHashed(name) ? first : last).add(file(name, bytes)));
        last.sort((one, other) -> Boolean.compare(isIndex(one), isIndex(other)));
        first.addAll(last);
        return List.copyOf(first);
    }

    private static boolean isIndex(SiteFile file) {
        return file.key().equals(FOLDER + DeskBundle.INDEX);
    }

    /** Whether its name says what is in it, so that it never changes. */
    static boolean isHashed(String name) {
        return HASHED.matcher(name).matches();
    }

    private static SiteFile file(String name, byte[] bytes) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("No content type is known for the desk's " + name);
        }
        return new SiteFile(
                FOLDER + name,
                type,
                isHashed(name) ? SiteFile.ASSET_CACHE : ALWAYS_ASKED,
                stamp(bytes),
                List.of("desk"),
                bytes);
    }

    /** No state makes these files, only a deployment: the bytes speak for themselves. */
    private static Stamp stamp(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Stamp(Stamp.RENDERER, 0, Long.parseLong(HexFormat.of().formatHex(hash, 0, 7), 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** @return how many had to be written; looks at two files if none had */
    public int ensure() {
        List<SiteFile> entries = wanted.stream()
                .filter(file -> file.cacheControl().equals(ALWAYS_ASKED))
                .toList();
        if (entries.stream().allMatch(file -> isThere(file, files.look(file.key())))) {
            return 0;
        }
        int written = 0;
        for (SiteFile file : wanted) {
            written += bring(file) ? 1 : 0;
        }
        return written;
    }

    private static boolean isThere(SiteFile file, Held held) {
        return held.stamp().equals(Optional.of(file.stamp()));
    }

    private boolean bring(SiteFile file) {
        for (int tried = 1; tried <= TRIES; tried++) {
            Held held = files.look(file.key());
            if (isThere(file, held)) {
                return false;
            }
            if (files.put(file, held).isPresent()) {
                return true;
            }
        }
        throw new IllegalStateException(file.key() + " is written by too many at once; try again.");
    }

    /** Whether the file with this key in the bucket is one of the application's. */
    public static boolean isOf(DeskBundle bundle, String key) {
        String name = key.substring(FOLDER.length());
        return name.equals(DeskConfig.NAME) || bundle.files().containsKey(name);
    }
}
