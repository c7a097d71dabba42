package press.communique.mail;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import press.communique.core.page.PreviewAddresses;
import press.communique.core.post.Content;
import press.communique.core.secret.PreviewTokens;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.Sender;
import press.communique.mail.text.PostMails;
import press.communique.store.posts.Posts;
import press.communique.store.posts.TestMails;
import press.communique.store.site.Sites;

/** Sends a post's saved text, released or not, to the editor who asked for it. */
final class TestLetters {

    private final TestMails tests;
    private final Posts posts;
    private final Sites sites;
    private final PreviewTokens tokens;
    private final URI siteUrl;
    private final OneLetter once;
    private final InstantSource clock;

    TestLetters(
            TestMails tests,
            Posts posts,
            Sites sites,
            PreviewTokens tokens,
            URI siteUrl,
            OneLetter once,
            InstantSource clock) {
        this.tests = tests;
        this.posts = posts;
        this.sites = sites;
        this.tokens = tokens;
        this.siteUrl = siteUrl;
        this.once = once;
        this.clock = clock;
    }

    /** Leave if it is over, or the text is gone; claim; send once; note the answer. */
    void send(String id, String language, Instant end) {
        Optional<TestMails.TestMail> found = tests.find(id, language, clock.instant());
        if (found.isEmpty()) {
            return;
        }
        TestMails.TestMail test = found.get();
        Optional<Content> content = posts.outline(test.postId(), test.revision())
                .filter(text -> text.editions().containsKey(language));
        if (content.isEmpty()) {
            return;
        }
        SiteSettings site = sites.current();
        String page = siteUrl + new PreviewAddresses(test.postId(), tokens.token(id)).page(language);
        once.send(end, tests.letter(id, language), Sender.of(site, language), () -> new PostMails(site, siteUrl, null)
                .test(content.get(), language, test.to(), page, test.at()));
    }
}
