package press.communique.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jsoup.Jsoup;

/** The entries of an RSS or Atom feed as posts, with their dates and the paths of their links as former addresses. */
final class FeedFile implements Source.File {

    /** In characters; the API takes no more. */
    private static final int LONGEST_SUMMARY = 2_000;

    private static final int LONGEST_TITLE = 300;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Vocabulary words;
    private final Optional<String> wantedLanguage;

    /** @param wantedLanguage for what the feed does not say its language of, or a wrong one */
    FeedFile(Path file, Vocabulary words, Optional<String> wantedLanguage) {
        this.file = file;
        this.words = words;
        this.wantedLanguage = wantedLanguage;
    }

    @Override
    public void each(Consumer<Source> taker, Report report) throws IOException {
        SyndFeed feed;
        try (var xml = new XmlReader(Files.newInputStream(file))) {
            feed = new SyndFeedInput().build(xml);
        } catch (FeedException | IllegalArgumentException notAFeed) {
            throw new IOException(file + " is neither RSS nor Atom: " + notAFeed.getMessage(), notAFeed);
        }
        String language = wantedLanguage.orElseGet(() -> words.language(feed.getLanguage()));
        int number = 0;
        for (SyndEntry entry : feed.getEntries()) {
            number++;
            String id = Optional.ofNullable(entry.getUri()).orElse(text(entry.getLink()));
            if (id.isBlank()) {
                report.failed(
                        "entry " + number,
                        plain(entry.getTitle()),
                        List.of("It has neither id nor link, so nobody could tell whether it came before."));
            } else {
                taker.accept(source(id, entry, language));
            }
        }
    }

    private Source source(String id, SyndEntry entry, String language) {
        var lost = new ArrayList<String>();
        ObjectNode post = JSON.createObjectNode().put("state", "published");
        topics(entry, post, lost);
        Set<String> authors = new LinkedHashSet<>();
        entry.getAuthors().stream().map(SyndPerson::getName).forEach(authors::add);
        authors.add(entry.getAuthor());
        authors.removeIf(name -> name == null || name.isBlank());
        authors.forEach(post.putArray("authors")::add);
        ObjectNode edition = post.putObject("editions").putObject(language);
        text(entry, edition, lost);
        address(entry, post, lost);
        Date date = entry.getPublishedDate() != null ? entry.getPublishedDate() : entry.getUpdatedDate();
        if (date == null) {
            lost.add("It has no date; the day of the import stands in its place.");
        } else {
            post.put("publishAt", date.toInstant().toString());
        }
        entry.getEnclosures().forEach(enclosure -> lost.add("The file " + enclosure.getUrl() + " stayed where it is."));
        return new Source(id, post, lost);
    }

    private void topics(SyndEntry entry, ObjectNode post, List<String> lost) {
        Set<String> topics = new LinkedHashSet<>();
        String type = words.defaultType();
        for (SyndCategory category : entry.getCategories()) {
            Optional<String> topic = words.topic(category.getName());
            Optional<String> asType = words.type(category.getName());
            topic.ifPresent(topics::add);
            type = topic.isEmpty() ? asType.orElse(type) : type;
            if (topic.isEmpty() && asType.isEmpty()) {
                lost.add("The newsroom has no topic \"" + category.getName() + "\".");
            }
        }
        post.put("type", type);
        topics.forEach(post.putArray("topics")::add);
    }

    private void text(SyndEntry entry, ObjectNode edition, List<String> lost) {
        String title = plain(entry.getTitle());
        if (title.codePointCount(0, title.length()) > LONGEST_TITLE) {
            lost.add("The title is cut behind " + LONGEST_TITLE + " characters.");
            title = cut(title, LONGEST_TITLE);
        }
        SyndContent description = entry.getDescription();
        String body =
                entry.getContents().stream().findFirst().map(FeedFile::html).orElse("");
        String summary = description == null ? "" : description.getValue();
        if (body.isBlank() && description != null) {
            body = html(description);
            summary = "";
        }
        summary = plain(summary);
        if (summary.codePointCount(0, summary.length()) > LONGEST_SUMMARY) {
            lost.add("The summary is cut behind " + LONGEST_SUMMARY + " characters.");
            summary = cut(summary, LONGEST_SUMMARY);
        }
        edition.put("title", title.isEmpty() ? text(entry.getLink()) : title);
        if (!summary.isEmpty()) {
            edition.put("summary", summary);
        }
        edition.put("body", HtmlBody.of(body, text(entry.getLink())));
        int pictures = Jsoup.parse(body).select("img").size();
        if (pictures > 0) {
            lost.add(pictures + " pictures of the text stayed where they are; the text has links to them.");
        }
    }

    private static void address(SyndEntry entry, ObjectNode post, List<String> lost) {
        String link = text(entry.getLink());
        if (link.isEmpty()) {
            return;
        }
        try {
            URI address = new URI(link);
            String path = text(address.getRawPath());
            if (address.getRawQuery() != null || path.length() < 2) {
                lost.add("The address " + link + " is more than a path, so it cannot lead to the post.");
            } else {
                post.putArray("aliases").add(path);
            }
        } catch (URISyntaxException none) {
            lost.add("The address " + link + " is none.");
        }
    }

    private static String html(SyndContent content) {
        String value = text(content.getValue());
        return "text".equals(content.getType()) || "text/plain".equals(content.getType())
                ? "<p>" + value.replace("&", "&amp;").replace("<", "&lt;") + "</p>"
                : value;
    }

    private static String plain(String markup) {
        return Jsoup.parse(text(markup)).text().strip();
    }

    private static String cut(String text, int longest) {
        return text.substring(0, text.offsetByCodePoints(0, longest - 1)).strip() + "…";
    }

    private static String text(String text) {
        return text == null ? "" : text.strip();
    }

    /** What the newsroom calls things. */
    record Vocabulary(JsonNode site, Optional<String> type) {

        String defaultType() {
            return type.orElse(site.at("/types/0/id").asText());
        }

        Optional<String> topic(String name) {
            return find("topics", name);
        }

        Optional<String> type(String name) {
            return find("types", name);
        }

        /** By its id, or by its name in any language. */
        private Optional<String> find(String what, String name) {
            for (JsonNode label : site.path(what)) {
                if (label.path("id").asText().equalsIgnoreCase(name)) {
                    return Optional.of(label.path("id").asText());
                }
                for (JsonNode called : label.path("names")) {
                    if (called.asText().equalsIgnoreCase(name)) {
                        return Optional.of(label.path("id").asText());
                    }
                }
            }
            return Optional.empty();
        }

        /** That of the newsroom's languages which a feed in this one is closest to. */
        String language(String tag) {
            String wanted = tag == null ? "" : tag;
            String primary = wanted.replaceFirst("-.*", "");
            String found = site.path("defaultLanguage").asText();
            for (JsonNode language : site.path("languages")) {
                if (language.asText().equalsIgnoreCase(wanted)) {
                    return language.asText();
                }
                if (language.asText().equalsIgnoreCase(primary)) {
                    found = language.asText();
                }
            }
            return found;
        }
    }
}
