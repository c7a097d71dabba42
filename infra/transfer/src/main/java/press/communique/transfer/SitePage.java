package press.communique.transfer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of a site, and where it leads on the same site. Read as text: what we write ourselves has one form. */
final class SitePage {

    /** Where addresses stand in a page or style sheet. */
    private static final Pattern IN_PAGE = Pattern.compile("(?<=\\s(?:href|src|srcset)=\")[^\"]+(?=\")"
            + "|(?<=\\scontent=\")https?://[^\"]+(?=\")|(?<=url\\([\"']?)[^)\"']+(?=[\"']?\\))");

    /** In a feed or sitemap; what its texts lead to is found in their pages. */
    private static final Pattern IN_FEED =
            Pattern.compile("(?<=<(?:loc|link|url)>)[^<]+(?=<)|(?<=<(?:atom:)?link [^>]{0,200}href=\")[^\"]+(?=\")");

    private static final Pattern TEXT = Pattern.compile("(?s).*(/|\\.(html|css|xml|rss|atom))");

    private final String path;
    private final byte[] bytes;

    /** @param path as it is asked for, percent-encoded */
    SitePage(String path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    private boolean isText() {
        return TEXT.matcher(path).matches();
    }

    private boolean isFeed() {
        return path.matches(".*\\.(xml|rss|atom)");
    }

    private boolean isPage() {
        return path.endsWith("/") || path.endsWith(".html");
    }

    private String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The paths of the site that it leads to, as they are asked for. */
    Set<String> links(URI site) {
        var links = new LinkedHashSet<String>();
        if (isText()) {
            Matcher addresses = (isFeed() ? IN_FEED : IN_PAGE).matcher(text());
            while (addresses.find()) {
                for (String address : each(addresses.group())) {
                    String to = onSite(address, site);
                    if (!to.isEmpty() && !isForm(to)) {
                        links.add(to);
                    }
                }
            }
        }
        return links;
    }

    /** The same bytes, but in a page every path leads from where it stands, and to a file. */
    byte[] fromDisk(URI site) {
        if (!isPage()) {
            return bytes;
        }
        return IN_PAGE.matcher(text())
                .replaceAll(found -> {
                    String all = found.group();
                    for (String address : each(found.group())) {
                        String to = address.startsWith("/") ? onSite(address, site) : "";
                        if (!to.isEmpty() && !isForm(to)) {
                            all = all.replace(address, relative(to, address));
                        }
                    }
                    return Matcher.quoteReplacement(all);
                })
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Forms are answered by the newsroom, not by a file. */
    private static boolean isForm(String to) {
        return to.startsWith("/api/") || to.startsWith("/subscriptions");
    }

    private static Set<String> each(String value) {
        var each = new LinkedHashSet<String>();
        for (String part : value.split(",\\s+")) {
            each.add(part.strip().split("\\s")[0].replace("&amp;", "&"));
        }
        return each;
    }

    /** The path of an address on this site, without what stands behind it; empty for any other. */
    private String onSite(String address, URI site) {
        try {
            URI to = site.resolve(path).resolve(address);
            boolean isOurs = site.getAuthority().equals(to.getAuthority())
                    && site.getScheme().equals(to.getScheme())
                    && to.getRawPath() != null
                    && !address.isEmpty()
                    && !address.startsWith("#");
            return isOurs ? asked(to.getRawPath()) : "";
        } catch (IllegalArgumentException none) {
            return "";
        }
    }

    /** As the newsroom answers it without leading on: a folder's name has a slash behind it. */
    private static String asked(String path) {
        String asked = path.replaceFirst("^(/\\.\\.)+(?=/)", "").replaceFirst("/index\\.html$", "/");
        return asked.lastIndexOf('.') < asked.lastIndexOf('/') && !asked.endsWith("/") ? asked + "/" : asked;
    }

    private String relative(String to, String address) {
        String target = to + (to.endsWith("/") ? "index.html" : "");
        int behind = address.indexOf('#');
        String[] from = path.split("/", -1);
        String[] there = target.split("/", -1);
        int same = 0;
        while (same < from.length - 1 && same < there.length - 1 && from[same].equals(there[same])) {
            same++;
        }
        return "../".repeat(from.length - 1 - same)
                + String.join("/", List.of(there).subList(same, there.length))
                + (behind < 0 ? "" : address.substring(behind));
    }
}
