package press.communique.mail.text;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import press.communique.core.audience.FreshLink;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.list.ListKey;
import press.communique.core.page.SitePaths;
import press.communique.core.post.Address;
import press.communique.core.site.SiteSettings;

/** The addresses that mails lead to, all of them on the newsroom's own site. */
final class Links {

    private final SitePaths paths;
    private final URI siteUrl;
    private final ReaderTokens tokens;

    Links(SiteSettings site, URI siteUrl, ReaderTokens tokens) {
        this.paths = new SitePaths(site);
        this.siteUrl = siteUrl;
        this.tokens = tokens;
    }

    /** For who is no reader. */
    Links(SiteSettings site, URI siteUrl) {
        this(site, siteUrl, null);
    }

    String home(String language) {
        return siteUrl + SitePaths.encode(paths.home(language));
    }

    String post(Address address) {
        return siteUrl + SitePaths.encode(paths.post(address));
    }

    /** All news. */
    String news(String language) {
        return siteUrl + SitePaths.encode(paths.list(ListKey.news(language)));
    }

    String subscribe(String language) {
        return siteUrl + SitePaths.encode(paths.subscribe(language));
    }

    String unsubscribe(Reader reader) {
        return siteUrl + "/subscriptions/unsubscribe?token=" + tokens.unsubscribe(reader.id(), reader.epoch());
    }

    String preferences(Reader reader) {
        return siteUrl + "/subscriptions/preferences?token=" + tokens.preferences(reader.id(), reader.epoch());
    }

    String confirm(String token) {
        return siteUrl + "/subscriptions/confirm?token=" + token;
    }

    /** One-click unsubscribing as RFC 8058 has it, a stable list (RFC 2919), and help (RFC 2369). */
    Map<String, String> listHeaders(String language, String stop) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("List-Id", "<newsroom." + host() + ">");
        headers.put("List-Help", "<" + subscribe(language) + ">");
        headers.put("List-Unsubscribe", "<" + stop + ">");
        headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        return headers;
    }

    /** @param token as the one that {@link #confirm} takes */
    String never(String token) {
        return siteUrl + "/subscriptions/never?token=" + token;
    }

    String fresh(FreshLink.Purpose purpose, String token) {
        return siteUrl + "/subscriptions/" + purpose.word() + "?token=" + token;
    }

    /** Stands behind the at sign in ids that no mail is sent to. */
    String host() {
        return siteUrl.getHost();
    }
}
