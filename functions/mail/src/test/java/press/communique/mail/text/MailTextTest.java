package press.communique.mail.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.Recipient;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.mail.Batch;
import press.communique.core.post.Address;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Release;
import press.communique.core.post.Released;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.Mail;
import press.communique.mail.testing.Newsroom;

class MailTextTest {

    private static final Instant DATE = Instant.parse("2014-04-22T10:00:00Z");
    private static final UUID FEED_ID = UUID.fromString("3b1c1f6e-0f5d-4d3c-9a55-1d9f3a3f2c11");
    private static final EmailAddress JANE =
            EmailAddress.parse("jane@example.org").orElseThrow();

    private final ReaderTokens tokens = new ReaderTokens(Newsroom.SECRET);
    private final String readerId = Reader.newId();
    private final Batch batch =
            new Batch("01KB-first", 3, 7, 1, List.of(readerId), Batch.State.FROZEN, Optional.empty(), Map.of());

    @Test
    void thePlainPartIsGoodToRead() {
        String token = tokens.unsubscribe(readerId, 1);
        assertThat(mail("en", "Agreement on Ukraine", "The parties agreed in Geneva.")
                        .text())
                .isEqualTo("""
                        Newsroom

                        Press release, 22 April 2014

                        Agreement on Ukraine

                        The parties agreed in Geneva.

                        Read on the site:
                        https://news.example.org/news/2014/04/agreement/

                        --\s
                        You receive this because you subscribed to our news (Newsroom).
                        Change what you receive:
                        https://news.example.org/subscriptions/preferences?token=%s
                        Unsubscribe:
                        https://news.example.org/subscriptions/unsubscribe?token=%s
                        """.formatted(tokens.preferences(readerId, 1), token));
    }

    @Test
    void headersLetMailboxesUnsubscribeWithOneClickAndKeepOneThreadAPost() {
        Mail mail = mail("en", "Agreement", "");
        assertThat(mail.headers())
                .containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
                .containsEntry(
                        "List-Unsubscribe",
                        "<https://news.example.org/subscriptions/unsubscribe?token=" + tokens.unsubscribe(readerId, 1)
                                + ">")
                .containsEntry("List-Id", "<newsroom.news.example.org>")
                .containsEntry("List-Help", "<https://news.example.org/subscribe/>")
                .containsEntry("References", "<" + FEED_ID + "@news.example.org>");
        assertThat(mail.tags()).containsEntry("mailing", "01KB-first").containsEntry("batch", "3-7");
        assertThat(mail.toString()).as("no address in what may be logged").doesNotContain("jane@");
    }

    @Test
    void whatEditorsWriteIsTextAndNeverMarkup() {
        Mail mail = mail("en", "<script>alert(1)</script> & \"more\"", "<img src=x onerror=alert(1)> {{html}}");
        assertThat(mail.html())
                .doesNotContain("<script", "<img")
                .contains("&lt;script&gt;", "&lt;img src=x onerror=alert(1)&gt;", "{{html}}");
        assertThat(mail.subject()).isEqualTo("<script>alert(1)</script> & \"more\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "nl", "de", "ar", "ru"})
    void everyLanguageSaysEverything(String language) {
        Mail mail = mail(language, "Title", "Summary");
        assertThat(mail.html())
                .contains("lang=\"" + language + "\"", language.equals("ar") ? "dir=\"rtl\"" : "dir=\"ltr\"")
                .contains("color-scheme", "role=\"presentation\"", "\n@media (prefers-color-scheme: dark)")
                .doesNotContain("<img", "{0}", "src=");
        assertThat(mail.text()).doesNotContain("{0}", "{1}");
        Mail letter = letter(language);
        assertThat(letter.html() + letter.text() + letter.subject()).doesNotContain("{0}");
        assertThat(letter.text()).contains("https://news.example.org/subscriptions/confirm?token=abc");
        assertThat(MailWords.of(language).keys()).isEqualTo(MailWords.of("en").keys());
    }

    @Test
    void aLanguageWithoutWordsOfItsOwnIsSpokenToInEnglish() {
        assertThat(mail("sw", "Makubaliano", "").text()).contains("Makubaliano", "Unsubscribe");
        assertThat(MailWords.of("../en").get("stop")).isEqualTo("Unsubscribe");
        assertThat(MailWords.of("fr-CA").get("stop")).isEqualTo("Se désabonner");
    }

    @Test
    void theLetterCarriesNoListHeadersSinceNobodyIsOnAListYet() {
        assertThat(letter("en").headers()).containsOnlyKeys("Auto-Submitted");
        assertThat(letter("en").subject()).isEqualTo("Newsroom: confirm your subscription");
    }

    @Test
    void fiftyOfTheLongestFitIntoOneCall() {
        Mail mail = mail("en", "ü".repeat(300), "ü".repeat(2_000));
        int bytes = (mail.subject() + mail.text() + mail.html()).getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes * 50).isLessThan(1_000_000);
    }

    private Mail letter(String language) {
        return new ConfirmationMails(SiteSettings.initial(), Newsroom.SITE_URL, tokens)
                .mail(
                        new SubscriptionRequest(
                                JANE, Preferences.of(List.of(language), List.of(Interest.everything())), language),
                        "abc");
    }

    private Mail mail(String language, String title, String summary) {
        var site = SiteSettings.initial();
        var editions = new TreeMap<>(Map.of(language, new Edition(title, summary, "", Optional.empty())));
        var content = new Content(
                "press-release", List.of(), List.of(), editions, List.of(), false, false, List.of(), Optional.empty());
        var release = new Release("01KB", 1, 1, Release.Kind.PUBLISH, DATE, DATE, "editor", Map.of());
        var post = new Released(
                release, FEED_ID, content, Map.of(language, Address.of(language, DATE, site, "agreement")));
        var reader =
                new Reader(readerId, 1, 1, true, Preferences.of(List.of(language), List.of(Interest.everything())));
        return new PostMails(site, Newsroom.SITE_URL, tokens)
                .mail(post, language, new Recipient(reader, JANE), batch, Optional.empty());
    }
}
