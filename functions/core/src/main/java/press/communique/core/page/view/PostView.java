package press.communique.core.page.view;

import gg.jte.Content;
import java.util.List;

/**
 * A post's page.
 *
 * @param kind a link to all posts of its type
 * @param longTitle whether the title is so long that it needs smaller letters
 * @param standfirst empty if the body says it already
 * @param body null if there is none
 * @param authors as one line; empty if nobody is named
 * @param corrections what was wrong before, the latest first
 * @param editions links to this post in other languages
 * @param subscribe one link for each topic, or one for all news
 * @param image leads the post; null if there is none
 * @param files to download
 */
public record PostView(
        Frame frame,
        Anchor kind,
        Day day,
        String title,
        boolean longTitle,
        String standfirst,
        List<CorrectionView> corrections,
        Content body,
        String authors,
        List<Anchor> links,
        List<Anchor> editions,
        List<Anchor> topics,
        List<Anchor> subscribe,
        Figure image,
        List<FileLink> files) {}
