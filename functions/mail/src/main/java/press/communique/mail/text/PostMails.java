package press.communique.mail.text;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.Recipient;
import press.communique.core.mail.Batch;
import press.communique.core.page.Calendar;
import press.communique.core.page.view.Words;
import press.communique.core.post.Content;
import press.communique.core.post.Correction;
import press.communique.core.post.Edition;
import press.communique.core.post.Released;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.PlainText;
import press.communique.mail.outbox.HeaderText;
import press.communique.mail.outbox.Mail;

/**
 * Makes the mail about a post for one reader.
 *
 * <pre>{@code Mail mail = new PostMails(site, siteUrl, tokens).mail(released, "fr", recipient, batch);}</pre>
 */
public final class PostMails {

    /** A mail is a pointer to the page. Fifty of them must also fit into one call of 1 MB. */
    private static final int LONGEST_SUMMARY = 1_000;

    private final SiteSettings site;
    private final Links links;

    public PostMails(SiteSettings site, URI siteUrl, ReaderTokens tokens) {
        this.site = site;
        this.links = new Links(site, siteUrl, tokens);
    }

    /** @param correction what was wrong in the mail that this reader had before, if that is the reason */
    public Mail mail(
            Released post, String language, Recipient recipient, Batch batch, Optional<Correction> correction) {
        Words words = MailWords.of(language);
        Edition edition = post.content().editions().get(language);
        String stop = links.unsubscribe(recipient.reader());
        String newsroom = site.name(language);
        String title = correction
                .map(wrong -> words.get("correction", HeaderText.oneLine(edition.title())))
                .orElse(HeaderText.oneLine(edition.title()));
        String summary = PlainText.shorten(
                HeaderText.oneLine(
                        correction.map(wrong -> wrong.texts().get(language)).orElse(edition.summary())),
                LONGEST_SUMMARY);
        String kicker = words.get("kicker", site.typeName(post.content().type(), language), date(post, language));
        var frame = MailFrame.of(
                site,
                words,
                language,
                links.home(language),
                title,
                summary.isEmpty() ? kicker : summary,
                words.get("why", newsroom),
                List.of(
                        new MailLink(links.preferences(recipient.reader()), words.get("change")),
                        new MailLink(stop, words.get("stop"))));
        var button = new MailLink(links.post(post.addresses().get(language)), words.get("read"));
        var view = new MailView(frame, kicker, title, summary, button);
        return new Mail(
                recipient.address(),
                title,
                Rendering.text(view),
                Rendering.html(view),
                headers(post, language, stop),
                tags(recipient, batch));
    }

    /**
     * What readers would get, marked as a test and with a link that leads to a preview. It belongs to no list.
     *
     * @param page of the preview
     */
    public Mail test(Content content, String language, EmailAddress to, String page, Instant now) {
        Words words = MailWords.of(language);
        Edition edition = content.editions().get(language);
        String title = HeaderText.oneLine(edition.title());
        String summary = PlainText.shorten(HeaderText.oneLine(edition.summary()), LONGEST_SUMMARY);
        String kicker = words.get(
                "kicker",
                site.typeName(content.type(), language),
                new Calendar(language, site.timeZone()).full(now).text());
        String subject = words.get("test.subject", title);
        var frame = MailFrame.of(
                site,
                words,
                language,
                links.home(language),
                subject,
                summary.isEmpty() ? kicker : summary,
                words.get("test.why"),
                List.of());
        var view = new MailView(frame, kicker, title, summary, new MailLink(page, words.get("read")))
                .marked(words.get("test"));
        return new Mail(
                to,
                subject,
                Rendering.text(view),
                Rendering.html(view),
                Map.of("Auto-Submitted", "auto-generated"),
                Map.of("letter", "test"));
    }

    /** One thread for everything about this post: the id in it is the one that feeds use, and tells no date. */
    private Map<String, String> headers(Released post, String language, String stop) {
        Map<String, String> headers = links.listHeaders(language, stop);
        headers.put("References", "<" + post.feedId() + "@" + links.host() + ">");
        return headers;
    }

    /** By which the mail provider's events are told apart. */
    static Map<String, String> tags(Recipient recipient, Batch batch) {
        return Map.of(
                "mailing", batch.mailing(),
                "batch", batch.share() + "-" + batch.sequence(),
                "reader", recipient.reader().id());
    }

    private String date(Released post, String language) {
        return new Calendar(language, site.timeZone())
                .full(post.release().publishedAt())
                .text();
    }
}
