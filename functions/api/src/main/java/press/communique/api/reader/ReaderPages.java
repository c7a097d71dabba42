package press.communique.api.reader;

import java.net.URI;
import java.util.Locale;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.page.Notice;
import press.communique.core.page.Pages;
import press.communique.core.page.PreferencesForm;
import press.communique.core.site.SiteSettings;
import press.communique.store.site.Sites;

/** Answers in the reader's language: a page, or JSON for whoever asks for that. */
public final class ReaderPages {

    private final Sites sites;
    private final URI siteUrl;
    private final ReaderTokens tokens;

    public ReaderPages(Sites sites, URI siteUrl, ReaderTokens tokens) {
        this.tokens = tokens;
        this.sites = sites;
        this.siteUrl = siteUrl;
    }

    /** A page with a button that posts to the same address. */
    Reply button(Request request, String language, Notice notice, String token) {
        if (wantsJson(request)) {
            return message("Post to this address to go on.");
        }
        SiteSettings site = sites.current();
        return Reply.html(200, new Pages(site, siteUrl).notice(spoken(site, language), notice, token));
    }

    /** The form of a reader's choices, in the first of the reader's languages. */
    Reply preferences(int status, Request request, Reader reader, PreferencesForm form) {
        SiteSettings site = sites.current();
        String leave = tokens.unsubscribe(reader.id(), reader.epoch());
        String language = spoken(site, reader.preferences().languages().get(0));
        return Reply.html(
                status,
                new Pages(site, siteUrl)
                        .preferences(language, form, request.query("token").orElse(""), leave));
    }

    Reply done(Request request, String language, Notice notice) {
        if (wantsJson(request)) {
            return message("Done.");
        }
        SiteSettings site = sites.current();
        return Reply.html(200, new Pages(site, siteUrl).notice(spoken(site, language), notice));
    }

    /** @throws ProblemReply 404 for whoever asks for JSON */
    Reply deadLink(Request request, String language, Notice notice) {
        if (wantsJson(request)) {
            throw new ProblemReply(404, "not-found", "This link no longer works; subscribe again.");
        }
        SiteSettings site = sites.current();
        return Reply.html(404, new Pages(site, siteUrl).notice(spoken(site, language), notice));
    }

    private static Reply message(String text) {
        return Reply.json(200, Json.write(Json.object().put("message", text)));
    }

    /** @param language empty where it is not known */
    private static String spoken(SiteSettings site, String language) {
        return site.languages().contains(language) ? language : site.defaultLanguage();
    }

    boolean wantsJson(Request request) {
        String accept = request.header("accept").orElse("").toLowerCase(Locale.ROOT);
        return accept.contains("application/json") && !accept.contains("text/html");
    }
}
