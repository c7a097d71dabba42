package press.communique.site.feed;

import com.rometools.rome.feed.atom.Category;
import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Generator;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.atom.Person;
import com.rometools.rome.feed.synd.SyndPerson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdom2.Element;
import org.jdom2.Namespace;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.list.Withdrawal;
import press.communique.core.page.FeedFormat;

/**
 * A list as Atom (RFC 4287), with the full text of its newest posts, a mark for each of the last that were withdrawn (RFC
 * 6721), and for all news the way to everything older (RFC 5005). The stamp stands in {@code generator}. Same values, same
 * bytes.
 */
final class AtomFeed {

    private static final Namespace TOMBSTONES = Namespace.getNamespace("at", "http://purl.org/atompub/tombstones/1.0");
    private static final Namespace HISTORY = Namespace.getNamespace("fh", "http://purl.org/syndication/history/1.0");

    private final FeedNames names;

    AtomFeed(FeedNames names) {
        this.names = names;
    }

    /** @param older the newest document of the archive, if there is one */
    byte[] write(FeedContent content, Optional<Part> older, List<Withdrawal> withdrawals) {
        ListKey list = content.list();
        Feed feed = feed(content, withdrawals);
        var links = new ArrayList<Link>();
        links.add(link("self", FeedFormat.ATOM.type(), names.feed(list, FeedFormat.ATOM)));
        links.add(link("alternate", "text/html", names.address(list)));
        names.hub().ifPresent(hub -> links.add(link("hub", null, hub)));
        older.ifPresent(part -> links.add(link("prev-archive", FeedFormat.ATOM.type(), names.archive(list, part))));
        split(links, feed);
        return FeedXml.bytes(feed, names.stylesheet(list.language()), root -> {
            language(root, list);
            root.addNamespaceDeclaration(TOMBSTONES);
            int at = firstEntry(root);
            for (Withdrawal withdrawal : withdrawals) {
                var deleted = new Element("deleted-entry", TOMBSTONES);
                deleted.setAttribute("ref", "urn:uuid:" + withdrawal.feedId());
                deleted.setAttribute("when", seconds(withdrawal.at()));
                root.addContent(at++, deleted);
            }
        });
    }

    /** A document of the archive: a part of a month. */
    byte[] archive(FeedContent content, Part part, Optional<Part> older) {
        ListKey list = content.list();
        Feed feed = feed(content, List.of());
        var links = new ArrayList<Link>();
        links.add(link("self", FeedFormat.ATOM.type(), names.archive(list, part)));
        links.add(link("current", FeedFormat.ATOM.type(), names.feed(list, FeedFormat.ATOM)));
        older.ifPresent(before -> links.add(link("prev-archive", FeedFormat.ATOM.type(), names.archive(list, before))));
        split(links, feed);
        return FeedXml.bytes(feed, names.stylesheet(list.language()), root -> {
            language(root, list);
            root.addNamespaceDeclaration(HISTORY);
            root.addContent(firstEntry(root), new Element("archive", HISTORY));
        });
    }

    private Feed feed(FeedContent content, List<Withdrawal> withdrawals) {
        ListKey list = content.list();
        var feed = new Feed("atom_1.0");
        feed.setEncoding("UTF-8");
        feed.setId(names.feed(list, FeedFormat.ATOM));
        feed.setTitle(names.title(list));
        if (!names.tagline(list.language()).isEmpty()) {
            feed.setSubtitle(text(names.tagline(list.language())));
        }
        // A feed that is empty still needs a date, and it must not be the clock's.
        feed.setUpdated(Date.from(
                Stream.concat(content.updated().stream(), withdrawals.stream().map(Withdrawal::at))
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH)));
        var generator = new Generator();
        generator.setValue("Communiqué");
        generator.setVersion(content.stamp().toString());
        feed.setGenerator(generator);
        feed.setAuthors(List.of(person(names.newsroom(list.language()))));
        feed.setEntries(content.entries().stream()
                .map(entry -> entry(list.language(), entry))
                .toList());
        return feed;
    }

    private Entry entry(String language, FeedContent.Entry from) {
        ListEntry post = from.post();
        var entry = new Entry();
        entry.setId(names.id(post));
        entry.setTitle(post.title());
        entry.setAlternateLinks(List.of(link("alternate", "text/html", names.address(post))));
        names.image(post).ifPresent(image -> {
            Link enclosure = link("enclosure", image.contentType(), image.address());
            enclosure.setLength(image.bytes());
            entry.setOtherLinks(List.of(enclosure));
        });
        entry.setPublished(Date.from(post.publishedAt()));
        entry.setUpdated(Date.from(post.releasedAt()));
        entry.setAuthors(post.authors().stream().map(AtomFeed::person).toList());
        entry.setCategories(names.categories(language, post).stream()
                .map(category -> {
                    var term = new Category();
                    term.setTerm(category.id());
                    term.setLabel(category.name());
                    return term;
                })
                .toList());
        if (!from.summary().isEmpty()) {
            entry.setSummary(text(from.summary()));
        }
        if (!from.text().isEmpty()) {
            var content = new Content();
            content.setType("html");
            content.setValue(from.text().toString());
            entry.setContents(List.of(content));
        }
        return entry;
    }

    private static void split(List<Link> links, Feed feed) {
        feed.setAlternateLinks(
                links.stream().filter(link -> link.getRel().equals("alternate")).toList());
        feed.setOtherLinks(links.stream()
                .filter(link -> !link.getRel().equals("alternate"))
                .toList());
    }

    private static void language(Element root, ListKey list) {
        root.setAttribute("lang", list.language(), Namespace.XML_NAMESPACE);
    }

    /** What stands before the first entry. */
    private static int firstEntry(Element root) {
        Element first = root.getChild("entry", root.getNamespace());
        return first == null ? root.getContentSize() : root.indexOf(first);
    }

    private static SyndPerson person(String name) {
        var person = new Person();
        person.setName(name);
        return person;
    }

    private static Content text(String value) {
        var content = new Content();
        content.setType("text");
        content.setValue(value);
        return content;
    }

    static Link link(String rel, String type, String href) {
        var link = new Link();
        link.setRel(rel);
        link.setType(type);
        link.setHref(href);
        return link;
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
