package press.communique.simulation;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import press.communique.simulation.cloud.Buckets;
import press.communique.simulation.cloud.PublicSite;
import press.communique.simulation.cloud.World;

/**
 * Looks at each file of the site in the moment in which it is written: nothing leaks, no list or feed leads to a page that is
 * not there, and no page goes back to an older text.
 */
final class SiteWatch implements Buckets.Watch {

    /** The functions' clocks may be off by so much. */
    private static final long CLOCKS = 2_100 * World.MILLISECOND;

    private static final Pattern POST = Pattern.compile("(?:[a-z]{2}/)?news/\\d{4}/\\d{2}/(?!part-)[^/]+/index\\.html");

    private final World world;
    private final Books books;
    private final String bucket;
    private final Buckets buckets;
    private final Consumer<String> violated;
    private final Map<String, Long> shown = new HashMap<>();

    SiteWatch(World world, Books books, Buckets buckets, String bucket, Consumer<String> violated) {
        this.world = world;
        this.books = books;
        this.buckets = buckets;
        this.bucket = bucket;
        this.violated = violated;
    }

    @Override
    public void written(String inBucket, String key, Buckets.Stored file) {
        if (!inBucket.equals(bucket)) {
            return;
        }
        String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
        marks(text).forEach(mark -> leaked(key, mark));
        if (isPost(key)) {
            goesBack(key, bodies(text));
        } else {
            deadLinks(key, text);
        }
    }

    /** {@code news/2026/11/slug/index.html}, with or without a language before it. */
    static boolean isPost(String key) {
        return POST.matcher(key).matches();
    }

    static Set<Integer> marks(String text) {
        return marks(text, true);
    }

    /** Only what stands in bodies: a page's address has the mark of its first title for ever. */
    static Set<Integer> bodies(String text) {
        return marks(text, false);
    }

    private static Set<Integer> marks(String text, boolean withTitles) {
        var marks = new LinkedHashSet<Integer>();
        for (int at = text.indexOf('k'); at >= 0; at = text.indexOf('k', at + 1)) {
            if (at == 0 || (!withTitles || text.charAt(at - 1) != 't') && text.charAt(at - 1) != 'b') {
                continue;
            }
            int end = at + 1;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            if (end > at + 1 && end < at + 7 && end < text.length() && text.charAt(end) == 'x') {
                marks.add(Integer.parseInt(text.substring(at + 1, end)));
            }
        }
        return marks;
    }

    private void leaked(String key, int mark) {
        Books.Post post = books.byMark.get(mark);
        if (post == null) {
            violated.accept(key + " has a text that nobody wrote: " + mark);
            return;
        }
        Books.Text text = post.texts.stream()
                .filter(each -> each.mark == mark)
                .findFirst()
                .orElseThrow();
        boolean isPublic = post.releases.stream()
                .anyMatch(release -> release.from - CLOCKS <= world.now()
                        && release.asked.isPossible()
                        && text.asked.begun <= release.asked.ended);
        if (!isPublic) {
            violated.accept(key + " shows text " + mark + " of post " + post.number + ", which is not released");
        }
    }

    private void goesBack(String key, Set<Integer> marks) {
        for (int mark : marks) {
            Books.Post post = books.byMark.get(mark);
            Books.Text text = post == null
                    ? null
                    : post.texts.stream()
                            .filter(each -> each.mark == mark)
                            .findFirst()
                            .orElseThrow();
            if (text != null && text.revision > 0) {
                long before = shown.getOrDefault(key, 0L);
                if (text.revision < before) {
                    violated.accept(key + " went back from revision " + before + " to " + text.revision);
                }
                shown.put(key, Math.max(before, text.revision));
            }
        }
    }

    private void deadLinks(String key, String text) {
        for (int at = text.indexOf("/news/20"); at >= 0; at = text.indexOf("/news/20", at + 1)) {
            int end = at + 1;
            int slashes = 1;
            while (end < text.length() && "\"'<> #?)\\&".indexOf(text.charAt(end)) < 0) {
                slashes += text.charAt(end) == '/' ? 1 : 0;
                end++;
            }
            String path = text.substring(at, end);
            if (slashes == 5 && path.endsWith("/")) {
                boolean isFrench = at >= 3 && text.startsWith("/fr", at - 3);
                String page = PublicSite.key((isFrench ? "/fr" : "") + path);
                if (!buckets.files(bucket).containsKey(page)) {
                    violated.accept(key + " leads to " + path + ", which is not there");
                }
            }
        }
    }
}
