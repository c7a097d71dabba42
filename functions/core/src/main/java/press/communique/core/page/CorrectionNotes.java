package press.communique.core.page;

import java.util.ArrayList;
import java.util.List;
import press.communique.core.list.ListEntry;
import press.communique.core.page.view.CorrectionView;
import press.communique.core.post.Correction;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.BodyText;
import press.communique.core.text.SafeHtml;

/**
 * Says what was wrong in a post, with the date: on its page, and in every feed.
 *
 * <pre>{@code new CorrectionNotes(site).summary(entry)  // Correction of 24 November 2026: The date was wrong. …}</pre>
 */
public final class CorrectionNotes {

    private final SiteSettings site;

    public CorrectionNotes(SiteSettings site) {
        this.site = site;
    }

    /** An entry's summary, behind its latest correction. */
    public String summary(ListEntry entry) {
        int count = entry.corrections().size();
        return count == 0
                ? entry.summary()
                : (note(entry.address().language(), entry.corrections().get(count - 1)) + " " + entry.summary())
                        .strip();
    }

    /** An entry's text below its corrections, the latest first. */
    public SafeHtml text(ListEntry entry, SafeHtml text) {
        SafeHtml all = text;
        for (Correction correction : entry.corrections()) {
            all = BodyText.paragraph(note(entry.address().language(), correction))
                    .followedBy(all);
        }
        return all;
    }

    /** For the page: those that name this language, the latest first. */
    List<CorrectionView> views(String language, List<Correction> corrections) {
        var calendar = new Calendar(language, site.timeZone());
        var views = new ArrayList<CorrectionView>();
        for (Correction correction : corrections) {
            if (correction.texts().containsKey(language)) {
                views.add(
                        0,
                        new CorrectionView(
                                calendar.full(correction.at()),
                                correction.texts().get(language)));
            }
        }
        return views;
    }

    private String note(String language, Correction correction) {
        return Bundles.of(language)
                .get(
                        "correction.note",
                        new Calendar(language, site.timeZone())
                                .full(correction.at())
                                .text(),
                        correction.texts().getOrDefault(language, ""));
    }
}
