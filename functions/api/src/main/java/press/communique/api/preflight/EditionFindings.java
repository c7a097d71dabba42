package press.communique.api.preflight;

import java.util.ArrayList;
import java.util.List;
import press.communique.core.post.Content;
import press.communique.core.problem.Problem;
import press.communique.core.site.SiteSettings;

/** Languages that are missing, and summaries that cards can do nothing with. */
final class EditionFindings {

    /** In characters: what a card, a preview elsewhere and a feed reader's list show of a summary. */
    static final int CARD = 200;

    private EditionFindings() {}

    static List<Finding> of(Content content, SiteSettings site) {
        var findings = new ArrayList<Finding>();
        for (String language : site.languages()) {
            if (!content.editions().containsKey(language)) {
                String pointer = Problem.at("editions", language);
                findings.add(
                        language.equals(site.defaultLanguage())
                                ? Finding.warning(
                                        "missing-edition",
                                        pointer,
                                        "There is no edition in " + language + ", the site's default language.")
                                : Finding.note(
                                        "missing-edition",
                                        pointer,
                                        "There is no edition in " + language
                                                + "; readers of that language will not hear of it."));
            }
        }
        content.editions().forEach((language, edition) -> {
            String pointer = Problem.at("editions", language, "summary");
            String summary = edition.summary().strip();
            int length = summary.codePointCount(0, summary.length());
            if (summary.isEmpty()) {
                findings.add(Finding.warning(
                        "missing-summary", pointer, "Cards and lists show a title only; add a sentence or two."));
            } else if (length > CARD) {
                findings.add(Finding.warning(
                        "long-summary",
                        pointer,
                        "It has " + length + " characters, and cards cut it after about " + CARD + "."));
            }
        });
        return findings;
    }
}
