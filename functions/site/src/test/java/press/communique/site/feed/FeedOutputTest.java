package press.communique.site.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.output.Format;
import org.jdom2.output.LineSeparator;
import org.jdom2.output.XMLOutputter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes are those of JDOM's own output. */
class FeedOutputTest {

    private static final Format FORMAT = Format.getPrettyFormat().setLineSeparator(LineSeparator.UNIX);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "words",
                " \n\t\r ",
                "  before and after \n",
                "<p title=\"a 'b'\">&amp; ]]> >></p>",
                "one\ntwo\r\nthree\rfour\tfive",
                "\u00a0 no break \u00a0",
                "\ud83d\ude00",
                "a\ud83d\ude00\ud83d\ude00b \u2019\uffe6",
                "\u0627\u0644",
                "<",
            })
    void same_bytes(String text) {
        var atom = Namespace.getNamespace("http://www.w3.org/2005/Atom");
        var other = Namespace.getNamespace("o", "http://other.example/");
        var root = new Element("feed", atom);
        root.addContent(new Element("content", atom).setText(text).setAttribute("type", text));
        root.addContent(new Element("encoded", other).setText(text));
        root.addContent(new Element("author", atom)
                .addContent(new Element("name", atom).setText(text))
                .addContent(new Element("kept", atom)
                        .setText(text)
                        .setAttribute("space", "preserve", Namespace.XML_NAMESPACE)));
        var document = new Document(root);
        assertThat(new XMLOutputter(FORMAT, new FeedOutput()).outputString(document))
                .isEqualTo(new XMLOutputter(FORMAT).outputString(document));
    }
}
