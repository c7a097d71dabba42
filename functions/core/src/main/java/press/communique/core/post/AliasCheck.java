package press.communique.core.post;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.ReservedPaths;
import press.communique.core.site.SiteSettings;

/** Former addresses of a post: paths that a reader may still ask for, and that nothing else of the site answers at. */
final class AliasCheck {

    private static final Pattern PATH = Pattern.compile("/(?!/)[^\\s\\p{Cntrl}?#\\\\]{0,500}");
    private static final Pattern DOTS = Pattern.compile(".*/\\.{1,2}(/.*)?");

    private final ReservedPaths reserved;

    AliasCheck(SiteSettings site) {
        this.reserved = new ReservedPaths(site);
    }

    /** @return them as the site is asked for them: not percent-encoded */
    List<String> check(List<String> aliases, Problems problems) {
        var paths = new ArrayList<String>();
        for (int i = 0; i < aliases.size(); i++) {
            String path = decoded(aliases.get(i));
            if (!PATH.matcher(path).matches() || DOTS.matcher(path).matches()) {
                problems.add(
                        Problem.at("aliases", i),
                        "bad-path",
                        "An alias is a path on this site, such as /old/address.html.");
            } else if (reserved.has(path)) {
                problems.add(
                        Problem.at("aliases", i),
                        "reserved",
                        "The site itself answers at this path, so it cannot lead to a post; leave it out.");
            }
            paths.add(path);
        }
        if (aliases.size() > ContentCheck.MOST_ALIASES) {
            problems.add(
                    "/aliases", "too-many", "At most " + ContentCheck.MOST_ALIASES + " former addresses are allowed.");
        }
        return List.copyOf(new LinkedHashSet<>(paths));
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return path;
        }
    }
}
