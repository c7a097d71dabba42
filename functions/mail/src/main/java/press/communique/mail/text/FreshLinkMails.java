package press.communique.mail.text;

import java.net.URI;
import java.util.List;
import java.util.Map;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.FreshLink;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.page.view.Words;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.HeaderText;
import press.communique.mail.outbox.Mail;

/** Makes the letter with a link that a reader asked for: to download everything, or to be erased. */
public final class FreshLinkMails {

    private final SiteSettings site;
    private final Links links;
    private final ReaderTokens tokens;

    public FreshLinkMails(SiteSettings site, URI siteUrl, ReaderTokens tokens) {
        this.site = site;
        this.links = new Links(site, siteUrl, tokens);
        this.tokens = tokens;
    }

    public Mail mail(EmailAddress to, String language, FreshLink link) {
        Words words = MailWords.of(language);
        boolean isErasing = link.purpose() == FreshLink.Purpose.ERASE;
        String newsroom = site.name(language);
        String title = words.get(isErasing ? "erase" : "download");
        String text = words.get(isErasing ? "erase.text" : "download.text", newsroom);
        String subject = HeaderText.oneLine(newsroom + ": " + title);
        var frame = MailFrame.of(
                site, words, language, links.home(language), subject, text, words.get("link.why", newsroom), List.of());
        var button = new MailLink(
                links.fresh(link.purpose(), tokens.fresh(link)), words.get(isErasing ? "erase.link" : "download.link"));
        var view = new MailView(frame, "", title, text, button);
        return new Mail(
                to,
                subject,
                Rendering.text(view),
                Rendering.html(view),
                Map.of("Auto-Submitted", "auto-replied"),
                Map.of("letter", link.purpose().word(), "reader", link.readerId()));
    }
}
