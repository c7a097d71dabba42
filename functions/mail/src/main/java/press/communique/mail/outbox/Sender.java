package press.communique.mail.outbox;

import press.communique.core.site.SiteSettings;

/** From whom a mail comes, as it stands in its header. */
public record Sender(String header) {

    /** The newsroom under its name in this language. */
    public static Sender of(SiteSettings site, String language) {
        return new Sender(HeaderText.name(site.name(language)) + " <" + site.sender() + ">");
    }
}
