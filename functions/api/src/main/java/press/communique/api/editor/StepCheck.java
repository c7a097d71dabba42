package press.communique.api.editor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import press.communique.core.page.SitePaths;
import press.communique.core.post.Post;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;

/** Whether what comes with a step makes sense for the post that takes it. */
final class StepCheck {

    /** In characters, percent-encoded: it stands in an object's metadata, of which S3 takes 2 KB in all. */
    private static final int LONGEST_TARGET = 1_000;

    private final SiteSettings site;
    private final URI siteUrl;

    StepCheck(SiteSettings site, URI siteUrl) {
        this.site = site;
        this.siteUrl = siteUrl;
    }

    /** A correction names editions that readers have seen. */
    static List<Problem> correction(Map<String, String> correction, Post post) {
        var problems = new ArrayList<Problem>();
        if (!correction.isEmpty() && post.released().isEmpty()) {
            problems.add(new Problem(
                    "/correction", "never-public", "Nothing of this post is public yet; leave the correction out."));
            return problems;
        }
        var languages = new TreeSet<>(post.content().editions().keySet());
        for (String language : new TreeSet<>(correction.keySet())) {
            if (!languages.contains(language)) {
                problems.add(new Problem(
                        Problem.at("correction", language),
                        "unknown-language",
                        "The post has no edition in " + language + "; it has " + String.join(", ", languages) + "."));
            }
        }
        return problems;
    }

    /** A reason is in the newsroom's languages; in another one it would stand on no page. */
    void reason(Map<String, String> reason, Problems problems) {
        for (String language : new TreeSet<>(reason.keySet())) {
            if (!site.languages().contains(language)) {
                problems.add(
                        Problem.at("reason", language),
                        "unknown-language",
                        "There is no language \"" + language + "\" in this newsroom; it has: "
                                + String.join(", ", site.languages()) + ".");
            }
        }
    }

    /** Where a withdrawn post leads, as it can stand in a header; empty if nothing was asked for. */
    Optional<String> redirectTo(String wanted, Post post, Problems problems) {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        String target;
        try {
            target = new URI(wanted).toASCIIString();
        } catch (java.net.URISyntaxException notAnAddress) {
            problems.add("/redirectTo", "bad-url", "This is neither a path on this site nor a full address.");
            return Optional.empty();
        }
        if (target.startsWith("//")) {
            problems.add(
                    "/redirectTo", "bad-url", "A path begins with one slash; another site needs its full address.");
        }
        if (target.length() > LONGEST_TARGET) {
            problems.add("/redirectTo", "too-long", "At most " + LONGEST_TARGET + " characters, percent-encoded.");
        }
        if (own(post).anyMatch(path -> target.equals(path) || target.equals(siteUrl + path))) {
            problems.add("/redirectTo", "leads-to-itself", "This is an address of the post itself.");
        }
        return Optional.of(target);
    }

    private Stream<String> own(Post post) {
        return Stream.concat(
                post.content().aliases().stream(),
                Stream.concat(post.addresses().values().stream(), post.former().stream())
                        .map(address -> SitePaths.encode(address.path(site)))
                        .flatMap(path -> Stream.of(path, path.substring(0, path.length() - 1))));
    }
}
