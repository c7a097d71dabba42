package press.communique.core.page.view;

import gg.jte.Content;
import java.util.List;

/**
 * The home page.
 *
 * @param featured null if there is none
 */
public record HomeView(Frame frame, FeaturedView featured, List<Row> latest, List<Anchor> kinds, List<Anchor> topics) {

    /**
     * The post that stands on top.
     *
     * @param standfirst empty if it would repeat the lead
     * @param lead the first paragraphs; null if there are none
     */
    public record FeaturedView(Row row, String standfirst, Content lead, List<Anchor> links) {}
}
