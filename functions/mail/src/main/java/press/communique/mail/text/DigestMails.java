package press.communique.mail.text;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.Recipient;
import press.communique.core.mail.Batch;
import press.communique.core.page.Calendar;
import press.communique.core.page.Direction;
import press.communique.core.page.view.Words;
import press.communique.core.post.Edition;
import press.communique.core.post.Released;
import press.communique.core.site.Label;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.PlainText;
import press.communique.mail.outbox.HeaderText;
import press.communique.mail.outbox.Mail;

/**
 * Makes a digest: what one reader is told of a period, by type, in one mail.
 *
 * <pre>{@code Mail mail = new DigestMails(site, siteUrl, tokens).mail(recipient, batch, told, 0);}</pre>
 */
public final class DigestMails {

    /** A digest is read to choose from; the page has the rest. */
    private static final int LONGEST_SUMMARY = 280;

    private static final int LONGEST_SUBJECT = 200;
    private static final int IN_PREHEADER = 5;

    private final SiteSettings site;
    private final Links links;

    public DigestMails(SiteSettings site, URI siteUrl, ReaderTokens tokens) {
        this.site = site;
        this.links = new Links(site, siteUrl, tokens);
    }

    /** A post, and in which language this reader is told of it. */
    public record Told(Released post, String language) {
        private Edition edition() {
            return post.content().editions().get(language);
        }

        private String title() {
            return HeaderText.oneLine(edition().title());
        }
    }

    /**
     * @param told at least one
     * @param more how many posts there are besides, which the mail does not show
     */
    public Mail mail(Recipient recipient, Batch batch, List<Told> told, int more) {
        String language = language(recipient.reader());
        Words words = MailWords.of(language);
        String stop = links.unsubscribe(recipient.reader());
        String newsroom = site.name(language);
        List<Told> newest = told.stream()
                .sorted(Comparator.comparing(
                                (Told each) -> each.post().release().publishedAt())
                        .reversed())
                .toList();
        String subject = subject(words, newest, more);
        var frame = MailFrame.of(
                site,
                words,
                language,
                links.home(language),
                subject,
                newest.stream().map(Told::title).limit(IN_PREHEADER).collect(Collectors.joining(" · ")),
                words.get("digest.why", newsroom),
                List.of(
                        new MailLink(links.preferences(recipient.reader()), words.get("change")),
                        new MailLink(stop, words.get("stop"))));
        var view = new DigestView(
                frame,
                words.get("digest.title"),
                groups(newest, language),
                more == 0
                        ? Optional.empty()
                        : Optional.of(new MailLink(links.news(language), words.get("digest.more", number(more)))));
        return new Mail(
                recipient.address(),
                subject,
                DigestRendering.text(view),
                DigestRendering.html(view),
                links.listHeaders(language, stop),
                PostMails.tags(recipient, batch));
    }

    /** What a digest says besides its posts: in the reader's first language that the newsroom still speaks. */
    public String language(Reader reader) {
        return reader.preferences().language(site.languages()).orElse(site.defaultLanguage());
    }

    private static String subject(Words words, List<Told> newest, int more) {
        String first = PlainText.shorten(newest.get(0).title(), LONGEST_SUBJECT);
        int others = newest.size() - 1 + more;
        return others == 0 ? first : words.get("digest.subject", first, number(others));
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%d", number);
    }

    /** In the order of the site's types. */
    private List<DigestView.Group> groups(List<Told> newest, String language) {
        Map<String, List<DigestView.Item>> byType = new LinkedHashMap<>();
        site.types().stream().map(Label::id).forEach(type -> byType.put(type, new ArrayList<>()));
        newest.forEach(told -> byType.computeIfAbsent(told.post().content().type(), unused -> new ArrayList<>())
                .add(item(told)));
        return byType.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> new DigestView.Group(site.typeName(group.getKey(), language), group.getValue()))
                .toList();
    }

    private DigestView.Item item(Told told) {
        return new DigestView.Item(
                told.language(),
                Direction.of(told.language()),
                new Calendar(told.language(), site.timeZone())
                        .full(told.post().release().publishedAt())
                        .text(),
                PlainText.shorten(HeaderText.oneLine(told.edition().summary()), LONGEST_SUMMARY),
                new MailLink(links.post(told.post().addresses().get(told.language())), told.title()));
    }
}
