package press.communique.core.site;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an admin sets for the whole newsroom. Immutable; each accepted change makes a new revision.
 *
 * @param revision counts changes from 1; 0 while nobody has set anything
 * @param names the newsroom's name by language
 * @param taglines what it says under its name, by language; may be empty
 * @param languages in the order of the language switcher; the default language is among them
 * @param defaultLanguage the language whose addresses have no prefix
 * @param timeZone in which days and months are counted
 * @param types kinds of posts, in the order in which forms show them
 * @param topics likewise
 * @param navigation links beside the newsroom's own pages
 * @param sender the address that mail comes from
 * @param accent the accent colour as {@code #rrggbb}; empty for the built-in one
 * @param logo stands before the name on every page; empty for the name alone
 * @param pages texts such as {@code legal}: by page, then by language, in Markdown
 * @param hub the WebSub hub that feeds name (https://www.w3.org/TR/websub/); empty if there is none
 * @param fourEyes whether whoever releases must be another person than whoever wrote
 */
public record SiteSettings(
        long revision,
        Map<String, String> names,
        Map<String, String> taglines,
        List<String> languages,
        String defaultLanguage,
        ZoneId timeZone,
        List<Label> types,
        List<Label> topics,
        List<NavigationLink> navigation,
        String sender,
        Map<String, String> contact,
        Optional<String> accent,
        Optional<Logo> logo,
        Map<String, Map<String, String>> pages,
        Optional<String> hub,
        boolean fourEyes,
        double complaintLimit) {

    public SiteSettings {
        names = Map.copyOf(names);
        taglines = Map.copyOf(taglines);
        languages = List.copyOf(languages);
        types = List.copyOf(types);
        topics = List.copyOf(topics);
        navigation = List.copyOf(navigation);
        contact = Map.copyOf(contact);
        pages = Map.copyOf(pages);
    }

    /** What holds before an admin has set anything: one language, the three usual types, no topics. */
    public static SiteSettings initial() {
        return new SiteSettings(
                0,
                Map.of("en", "Newsroom"),
                Map.of(),
                List.of("en"),
                "en",
                ZoneId.of("UTC"),
                List.of(
                        new Label("news-item", Map.of("en", "News item")),
                        new Label("press-release", Map.of("en", "Press release")),
                        new Label("speech", Map.of("en", "Speech"))),
                List.of(),
                List.of(),
                "newsroom@example.org",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                false,
                0.003);
    }

    public String name(String language) {
        return in(language, names);
    }

    public String tagline(String language) {
        return taglines.isEmpty() ? "" : in(language, taglines);
    }

    public Optional<Label> type(String id) {
        return find(types, id);
    }

    public Optional<Label> topic(String id) {
        return find(topics, id);
    }

    public String typeName(String id, String language) {
        return type(id).map(label -> in(language, label.names())).orElse(id);
    }

    public String topicName(String id, String language) {
        return topic(id).map(label -> in(language, label.names())).orElse(id);
    }

    /** The text in this language, else in the default language, else the first there is; empty if there is none. */
    public String in(String language, Map<String, String> texts) {
        String text = texts.get(language);
        if (text == null) {
            text = texts.get(defaultLanguage);
        }
        if (text == null) {
            text = texts.entrySet().stream()
                    .min(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue)
                    .orElse("");
        }
        return text;
    }

    /** What every address in this language begins with: empty for the default language, otherwise {@code /fr}. */
    public String prefix(String language) {
        return language.equals(defaultLanguage) ? "" : "/" + language;
    }

    public SiteSettings withRevision(long newRevision) {
        return new SiteSettings(
                newRevision,
                names,
                taglines,
                languages,
                defaultLanguage,
                timeZone,
                types,
                topics,
                navigation,
                sender,
                contact,
                accent,
                logo,
                pages,
                hub,
                fourEyes,
                complaintLimit);
    }

    private static Optional<Label> find(List<Label> labels, String id) {
        return labels.stream().filter(label -> label.id().equals(id)).findFirst();
    }
}
