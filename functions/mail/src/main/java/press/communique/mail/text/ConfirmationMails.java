package press.communique.mail.text;

import java.net.URI;
import java.util.List;
import java.util.Map;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.page.view.Words;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.HeaderText;
import press.communique.mail.outbox.Mail;

/** Makes the letter that asks the owner of an address whether the subscription is wanted. */
public final class ConfirmationMails {

    private final SiteSettings site;
    private final Links links;

    public ConfirmationMails(SiteSettings site, URI siteUrl, ReaderTokens tokens) {
        this.site = site;
        this.links = new Links(site, siteUrl, tokens);
    }

    /** @param token what the link confirms with */
    public Mail mail(SubscriptionRequest request, String token) {
        String language = request.language();
        Words words = MailWords.of(language);
        String newsroom = site.name(language);
        String text = words.get("confirm.text", newsroom);
        String subject = HeaderText.oneLine(words.get("confirm.subject", newsroom));
        var frame = MailFrame.of(
                site,
                words,
                language,
                links.home(language),
                subject,
                text,
                words.get("confirm.why", newsroom),
                List.of(new MailLink(links.never(token), words.get("never"))));
        var button = new MailLink(links.confirm(token), words.get("confirm.link"));
        var view = new MailView(frame, "", words.get("confirm"), text, button);
        return new Mail(
                request.address(),
                subject,
                Rendering.text(view),
                Rendering.html(view),
                Map.of("Auto-Submitted", "auto-generated"),
                Map.of("letter", "confirm"));
    }
}
