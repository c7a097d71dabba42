package press.communique.mail;

import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import press.communique.core.mail.Outcome;
import press.communique.core.page.PreviewAddresses;
import press.communique.core.post.Content;
import press.communique.core.secret.PreviewTokens;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.Mail;
import press.communique.mail.outbox.Mailer;
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
    private final Mailer mailer;
    private final InstantSource clock;
    private final Runnable turn;

    /** @param turn waits until a letter may go */
    TestLetters(
            TestMails tests,
            Posts posts,
            Sites sites,
            PreviewTokens tokens,
            URI siteUrl,
            Mailer mailer,
            InstantSource clock,
            Runnable turn) {
        this.tests = tests;
        this.posts = posts;
        this.sites = sites;
        this.tokens = tokens;
        this.siteUrl = siteUrl;
        this.mailer = mailer;
        this.clock = clock;
        this.turn = turn;
    }

    /** Leave if it is over, or the text is gone; claim; send once; note the answer. */
    void send(String id, String language) {
        Optional<TestMails.TestMail> found = tests.find(id, language, clock.instant());
        if (found.isEmpty()) {
            return;
        }
        TestMails.TestMail test = found.get();
        Optional<Content> content = posts.content(test.postId(), test.revision())
                .filter(text -> text.editions().containsKey(language));
        if (content.isEmpty()) {
            return;
        }
        SiteSettings site = sites.current();
        String page = siteUrl + new PreviewAddresses(test.postId(), tokens.token(id)).page(language);
        Mail mail = new PostMails(site, siteUrl, null).test(content.get(), language, test.to(), page, test.at());
        String by = UUID.randomUUID().toString();
        turn.run();
        if (!tests.claim(id, language, by)) {
            return;
        }
        Outcome outcome =
                mailer.send(Sender.of(site, language), mail).outcomes(1).get(0);
        if (outcome.kind() == Outcome.Kind.AGAIN) {
            tests.release(id, language, by);
            throw new IllegalStateException("The test mail was not taken: " + outcome.detail());
        }
        tests.close(id, language, by, outcome.kind().name().toLowerCase(Locale.ROOT));
    }
}
