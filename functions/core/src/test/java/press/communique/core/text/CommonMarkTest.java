package press.communique.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.testutil.TestResources;
import org.commonmark.testutil.example.Example;
import org.commonmark.testutil.example.ExampleReader;
import org.jsoup.Jsoup;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;

/**
 * CommonMark's own examples through the whole pipeline. What the specification gives is changed here by the few kinds of
 * {@link Kind}, each written down on its own, and must then be what we give. docs/markdown.md lists them.
 */
class CommonMarkTest {

    private static final Path PAGE = Path.of("../../docs/markdown.md");

    /** How the specification writes a tab. */
    private static final String TAB = "→";

    /** Why a page differs from the specification's HTML. */
    private enum Kind {
        HIDDEN("elements whose content is no text, such as `script` and `style`, with it"),
        UNKNOWN_ELEMENT("other HTML elements that are not on the list; their text stays"),
        UNKNOWN_ATTRIBUTE("HTML attributes that are not on the list"),
        SCHEME("the address of a link whose scheme is none of `http`, `https`, `mailto`, `tel`"),
        COMMENT("comments, declarations and processing instructions"),
        HEADING("headings continue below the page's title: the first is an `h2`, none is left out; each has an `id`"),
        IMAGE("an image from elsewhere becomes a link to it"),
        EXTERNAL("`rel=\"external\"` on a link to another host"),
        BARE_LINK("a bare address becomes a link"),
        TABLE("a table stands in a box that can be scrolled by keyboard"),
        LONG_NUMBER("a list that begins with a number of more than five digits begins with 1"),
        CODE_LANGUAGE("the language of a fenced code block");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final Pattern BARE =
            Pattern.compile("https?://[^\\s<>]*[^\\s<>.,:;]|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");

    private static final Set<String> HIDDEN = Set.of(
            "script", "style", "template", "noscript", "title", "textarea", "xmp", "iframe", "noembed", "noframes");

    private static final Set<String> ELEMENTS = Set.of(
            ("p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code kbd samp em strong b i u s del ins sub sup small"
                            + " abbr cite q dfn time mark figure figcaption div span section table caption thead tbody tfoot tr"
                            + " th td a img picture source bdi bdo")
                    .split(" "));

    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "a",
            Set.of("href", "title", "rel"),
            "ol",
            Set.of("start"),
            "img",
            Set.of("src", "alt"),
            "td",
            Set.of("align"));

    @Test
    void differs_from_the_specification_only_by_what_is_listed() throws IOException {
        var text = new BodyText("www.example.org");
        var kinds = new EnumMap<Kind, List<Integer>>(Kind.class);
        var faults = new ArrayList<String>();
        int number = 0;
        int same = 0;
        for (Example example : ExampleReader.readExamples(TestResources.getSpec())) {
            number++;
            String ours = canonical(parse(text.render(example.getSource()).toString()));
            Document specified = parse(example.getHtml().replace(TAB, "\t"));
            Set<Kind> found = EnumSet.noneOf(Kind.class);
            if (ours.equals(canonical(specified.clone()))) {
                same++;
                continue;
            }
            change(specified.body(), found);
            String expected = canonical(specified);
            if (!ours.equals(expected)) {
                faults.add(number + ": " + example.getSource() + "\n  expected " + expected + "\n  but was  " + ours);
            }
            for (Kind kind : found) {
                kinds.computeIfAbsent(kind, any -> new ArrayList<>()).add(number);
            }
        }
        assertThat(number).isGreaterThan(640);
        assertThat(faults).as("examples that differ for no listed reason").isEmpty();
        String table = "<!-- examples -->\n" + table(number, same, kinds) + "<!-- end -->";
        String page = Files.readString(PAGE);
        if (System.getenv("RENEW") != null) {
            page = page.replaceAll("(?s)<!-- examples -->.*<!-- end -->", Matcher.quoteReplacement(table));
            Files.writeString(PAGE, page);
        }
        assertThat(page).as("docs/markdown.md; RENEW=1 writes it anew").contains(table);
    }

    private static String table(int all, int same, Map<Kind, List<Integer>> kinds) {
        return "Of the " + all + " examples, " + same + " come out as they are specified.\n\n"
                + "| What is changed | Examples | Which |\n| --- | --- | --- |\n"
                + kinds.entrySet().stream()
                        .map(entry -> "| " + entry.getKey().words + " | "
                                + entry.getValue().size() + " | "
                                + entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(" "))
                                + " |\n")
                        .collect(Collectors.joining());
    }

    private static void change(Element body, Set<Kind> found) {
        var open = new ArrayList<Integer>();
        for (Node node : body.nodeStream().toList()) {
            if (!(node instanceof Element || node instanceof TextNode || node instanceof DataNode)) {
                found.add(Kind.COMMENT);
                node.remove();
            }
        }
        bareLinks(body, found);
        for (Element element : List.copyOf(body.select("*"))) {
            String name = element.normalName();
            if (element == body || !element.hasParent()) {
                continue;
            }
            if (HIDDEN.contains(name)) {
                found.add(Kind.HIDDEN);
                element.remove();
                continue;
            }
            if (!ELEMENTS.contains(name)) {
                found.add(Kind.UNKNOWN_ELEMENT);
                element.unwrap();
                continue;
            }
            for (var attribute : element.attributes().asList()) {
                if (!ATTRIBUTES.getOrDefault(name, Set.of()).contains(attribute.getKey())) {
                    boolean language =
                            name.equals("code") && attribute.getValue().startsWith("language-");
                    found.add(language ? Kind.CODE_LANGUAGE : Kind.UNKNOWN_ATTRIBUTE);
                    element.removeAttr(attribute.getKey());
                }
            }
            if (name.equals("ol") && element.attr("start").length() > 5) {
                found.add(Kind.LONG_NUMBER);
                element.removeAttr("start");
            }
            if (name.equals("table")) {
                found.add(Kind.TABLE);
                element.wrap("<div class=\"table\" role=\"region\" tabindex=\"0\"></div>");
            } else if (name.matches("h[1-6]")) {
                int level = name.charAt(1) - '0';
                open.removeIf(above -> above >= level);
                open.add(level);
                element.tagName("h" + Math.min(6, open.size() + 1));
                found.add(Kind.HEADING);
            } else if (name.equals("img")) {
                found.add(Kind.IMAGE);
                String words = element.attr("alt").isBlank() ? element.attr("src") : element.attr("alt");
                if (element.closest("a") != null) {
                    element.replaceWith(new TextNode(words));
                } else {
                    var link =
                            new Element("a").attr("href", element.attr("src")).text(words);
                    element.replaceWith(link);
                    link(link, found);
                }
            } else if (name.equals("a")) {
                link(element, found);
            }
        }
    }

    /** What nobody marked as a link becomes one; not in code, nor in a link. */
    private static void bareLinks(Element body, Set<Kind> found) {
        for (Node node : body.nodeStream().toList()) {
            if (!(node instanceof TextNode text) || ((Element) node.parent()).closest("a, pre, code") != null) {
                continue;
            }
            Matcher bare = BARE.matcher(text.getWholeText());
            if (bare.find()) {
                found.add(Kind.BARE_LINK);
                String words = bare.group();
                Element link = new Element("a")
                        .attr("href", (words.contains("@") ? "mailto:" : "") + words)
                        .text(words);
                text.before(new TextNode(text.getWholeText().substring(0, bare.start())));
                text.before(link);
                text.text(text.getWholeText().substring(bare.end()));
                link(link, found);
            }
        }
    }

    private static void link(Element link, Set<Kind> found) {
        String href = link.attr("href");
        Matcher scheme = Pattern.compile("([^/?#:]*):.*", Pattern.DOTALL).matcher(href);
        if (scheme.matches()
                && !Set.of("http", "https", "mailto", "tel")
                        .contains(scheme.group(1).toLowerCase(java.util.Locale.ROOT))) {
            found.add(Kind.SCHEME);
            link.removeAttr("href");
        } else if (href.matches("(?i)(https?:)?//.*")) {
            found.add(Kind.EXTERNAL);
            link.attr("rel", "external");
        }
    }

    private static Document parse(String html) {
        Document document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        return document;
    }

    /** One form for the same page: attributes in order, heading ids gone, runs of text joined, no space between blocks. */
    private static String canonical(Document document) {
        document.select("h2, h3, h4, h5, h6").removeAttr("id");
        var out = new StringBuilder();
        for (Node child : document.body().childNodes()) {
            write(child, out);
        }
        return out.toString()
                .replaceAll("\\s*(</?(?:p|h\\d|ul|ol|li|blockquote|pre|hr|div|table|tr|td|br)\\b[^>]*>)\\s*", "$1")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static void write(Node node, StringBuilder out) {
        if (node instanceof TextNode text) {
            out.append(text.getWholeText()
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;"));
        } else if (node instanceof DataNode data) {
            out.append(data.getWholeData());
        } else if (node instanceof Element element) {
            out.append('<').append(element.normalName());
            element.attributes().asList().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(attribute -> out.append(' ')
                            .append(attribute.getKey())
                            .append('=')
                            .append(address(attribute.getKey(), attribute.getValue())));
            out.append('>');
            element.childNodes().forEach(child -> write(child, out));
            out.append("</").append(element.normalName()).append('>');
        } else {
            out.append("<!").append(node.outerHtml()).append('>');
        }
    }

    /** The same address, however much of it is percent-encoded. */
    private static String decoded(String address) {
        return java.net.URLDecoder.decode(
                address.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("+", "%2B"),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private static String address(String name, String value) {
        return name.equals("href") ? decoded(value).strip() : value;
    }
}
