package press.communique.site.feed;

import com.rometools.rome.feed.WireFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.ProcessingInstruction;
import org.jdom2.output.Format;
import org.jdom2.output.LineSeparator;
import org.jdom2.output.XMLOutputter;

/** A feed's bytes: Rome's document, with the style sheet that makes it legible in a browser. */
final class FeedXml {

    private FeedXml() {}

    /** @param finish adds to the document's root what Rome does not know */
    static byte[] bytes(WireFeed feed, String stylesheet, Consumer<Element> finish) {
        try {
            Document document = new WireFeedOutput().outputJDom(feed);
            document.getContent()
                    .add(
                            0,
                            new ProcessingInstruction(
                                    "xml-stylesheet", "type=\"text/css\" href=\"" + stylesheet + "\""));
            finish.accept(document.getRootElement());
            Format format = Format.getPrettyFormat().setLineSeparator(LineSeparator.UNIX);
            return new XMLOutputter(format, new FeedOutput())
                    .outputString(document)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (FeedException ours) {
            throw new IllegalStateException("This feed cannot be written", ours);
        }
    }
}
