package press.communique.core.site;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.text.WebAddress;

/** Checks new settings against each other; their form has been checked by then. */
public final class SiteCheck {

    /** Two slashes, or one and a backslash, lead to another host; pages leave such links out. */
    private static final Pattern PATH = Pattern.compile("/(?!/)[^\\\\<>\"`]*");

    private SiteCheck() {}

    public static void check(SiteSettings site, Problems problems) {
        if (!site.languages().contains(site.defaultLanguage())) {
            problems.add(
                    "/defaultLanguage",
                    "unknown-language",
                    "The default language must be one of the languages: " + String.join(", ", site.languages()) + ".");
        }
        for (int i = 0; i < site.languages().size(); i++) {
            String language = site.languages().get(i);
            if (!Locale.forLanguageTag(language).toLanguageTag().equals(language)) {
                problems.add(
                        Problem.at("languages", i),
                        "bad-format",
                        "A language is written as in BCP 47, such as fr or pt-BR.");
            }
        }
        named(site, "/names", site.names(), problems);
        labels(site, "types", site.types(), problems);
        labels(site, "topics", site.topics(), problems);
        site.hub()
                .filter(hub -> !hub.startsWith("https://") || !WebAddress.is(hub))
                .ifPresent(hub -> problems.add(
                        "/hub", "bad-url", "A hub is a full address that begins with https://, or null for none."));
        for (int i = 0; i < site.navigation().size(); i++) {
            NavigationLink link = site.navigation().get(i);
            if (!PATH.matcher(link.url()).matches() && !WebAddress.is(link.url())) {
                problems.add(
                        Problem.at("navigation", i, "url"),
                        "bad-url",
                        "A navigation link leads to a path on this site or to a full address.");
            }
        }
    }

    private static void labels(SiteSettings site, String what, List<Label> labels, Problems problems) {
        var ids = new HashSet<String>();
        for (int i = 0; i < labels.size(); i++) {
            if (!ids.add(labels.get(i).id())) {
                problems.add(Problem.at(what, i, "id"), "repeated", "This id stands in the list twice.");
            }
            named(site, Problem.at(what, i, "names"), labels.get(i).names(), problems);
        }
    }

    private static void named(SiteSettings site, String pointer, Map<String, String> names, Problems problems) {
        if (names.getOrDefault(site.defaultLanguage(), "").isBlank()) {
            problems.add(
                    pointer + Problem.at(site.defaultLanguage()),
                    "missing",
                    "A name in the default language is required.");
        }
    }
}
