package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.problem.Problem;
import press.communique.core.site.SiteSettings;
import press.communique.store.site.Rebuilds;

/** What new settings mean for readers, for whoever is about to save them. */
final class SiteWarnings {

    private static final Map<String, String> SHOWN = shown();
    private static final Map<String, String> OBEYED = Map.of(
            "sender", "Mail comes from this address from the next batch on; its domain must be verified with SES.",
            "fourEyes", "This holds from the next release on.",
            "complaintLimit", "This holds from the next batch on.");

    private SiteWarnings() {}

    /** In the order of their pointers, the site as a whole first. */
    static List<Problem> of(SiteSettings before, SiteSettings after, Optional<Rebuilds.Progress> last) {
        ObjectNode old = SiteJson.settings(before);
        ObjectNode present = SiteJson.settings(after);
        var warnings = new ArrayList<Problem>();
        SHOWN.forEach((field, sentence) -> {
            if (!present.path(field).equals(old.path(field))) {
                warnings.add(new Problem("/" + field, "rendered-again", sentence));
            }
        });
        OBEYED.forEach((field, sentence) -> {
            if (!present.path(field).equals(old.path(field))) {
                warnings.add(new Problem("/" + field, "holds-from-now-on", sentence));
            }
        });
        warnings.sort(java.util.Comparator.comparing(Problem::pointer));
        // Whatever changed: the settings' revision is part of every file's stamp.
        warnings.add(0, new Problem("", "renders-everything", everything(last)));
        return warnings;
    }

    private static String everything(Optional<Rebuilds.Progress> last) {
        return "Every page, list and feed is rendered again, in pieces beside live publishing; GET /api/rebuild shows the"
                + " progress."
                + last.flatMap(progress -> progress.finishedAt()
                                .map(end -> " The last time took " + progress.pieces() + " pieces and "
                                        + Duration.between(progress.startedAt(), end)
                                                .toSeconds() + " s."))
                        .orElse("");
    }

    private static Map<String, String> shown() {
        var shown = new LinkedHashMap<String, String>();
        shown.put("names", "The newsroom's name stands on every page, in every feed and in mail.");
        shown.put("taglines", "The tagline stands on every home page.");
        shown.put("languages", "Every page leads to the other languages; a new one gets pages and feeds of its own.");
        shown.put("defaultLanguage", "The addresses of all languages change.");
        shown.put("timeZone", "Days and hours are shown in this zone; addresses keep the month that they have.");
        shown.put("types", "Types stand on posts, in lists, in forms and in feeds.");
        shown.put("topics", "Topics stand on posts, in lists, in forms and in feeds.");
        shown.put("navigation", "The navigation stands on every page.");
        shown.put("contact", "The contact stands on every page.");
        shown.put("logo", "The logo stands on every page.");
        shown.put("colours", "Every page gets a new style sheet, and posts without a picture of their own a new one.");
        shown.put("pages", "The foot of every page leads to the standing pages.");
        return shown;
    }
}
