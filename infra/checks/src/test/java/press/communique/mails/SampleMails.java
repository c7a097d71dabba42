package press.communique.mails;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.FreshLink;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.Recipient;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.mail.Batch;
import press.communique.core.post.Address;
import press.communique.core.post.Content;
import press.communique.core.post.Correction;
import press.communique.core.post.Edition;
import press.communique.core.post.Release;
import press.communique.core.post.Released;
import press.communique.core.post.ScheduledRelease;
import press.communique.core.site.Label;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.Mail;
import press.communique.mail.text.ConfirmationMails;
import press.communique.mail.text.DigestMails;
import press.communique.mail.text.FreshLinkMails;
import press.communique.mail.text.PostMails;
import press.communique.mail.text.ScheduleMails;

/** A mail of each kind: the title and summary are those of {@code forty.json}. */
final class SampleMails {

    /** @param kind such as {@code post} */
    record Sample(String kind, String language, Mail mail) {}

    static final SiteSettings SITE = site(Optional.empty());
    private static final URI SITE_URL = URI.create("https://news.example.org");
    private static final Instant DATE = Instant.parse("2014-04-22T10:00:00Z");
    private static final String POST = "01KB0000000000000000000000";
    private static final ReaderTokens TOKENS = new ReaderTokens("not secret, only for the samples of this build");
    private static final String READER = Reader.newId();

    private SampleMails() {}

    static List<Sample> all() throws Exception {
        var samples = new ArrayList<Sample>();
        JsonNode forty;
        try (InputStream file = SampleMails.class.getResourceAsStream("/mails/forty.json")) {
            forty = new ObjectMapper().readTree(file);
        }
        forty.fields()
                .forEachRemaining(language -> samples.add(new Sample(
                        "post",
                        language.getKey(),
                        post(
                                SITE,
                                language.getKey(),
                                language.getValue().get(0).asText(),
                                language.getValue().get(1).asText(),
                                Optional.empty()))));
        for (String language : List.of("en", "de", "fr", "nl", "ar", "ru")) {
            String title = forty.path(language).path(0).asText("Schoon water voor elk dorp");
            samples.add(new Sample(
                    "correction",
                    language,
                    post(
                            SITE,
                            language,
                            title,
                            "",
                            Optional.of(forty.path(language).path(1).asText("Het jaartal.")))));
            samples.add(new Sample("confirmation", language, confirmation(language)));
            for (FreshLink.Purpose purpose : FreshLink.Purpose.values()) {
                samples.add(new Sample(purpose.word(), language, fresh(purpose, language)));
            }
            samples.add(new Sample("digest", language, digest(language, 0, forty)));
        }
        samples.add(new Sample("digest-longest", "en", digest("en", 40, forty)));
        samples.add(new Sample("schedule-live", "en", schedule(Optional.empty())));
        samples.add(new Sample("schedule-failed", "en", schedule(Optional.of("unrenderable"))));
        samples.add(new Sample(
                "post-longest",
                "de",
                post(
                        SITE,
                        "de",
                        "Bundesministerium ".repeat(16).strip(),
                        "Wasserwirtschaft ".repeat(110).strip(),
                        Optional.empty())));
        samples.add(new Sample("post-one-word", "en", post(SITE, "en", "Peace", "", Optional.empty())));
        samples.add(new Sample(
                "post-hostile",
                "en",
                post(
                        SITE,
                        "en",
                        "Bcc: all@example.org\r\nX: <script> \u202egnp.exe {{subject}} =?UTF-8?Q?x?=",
                        "<img src=x onerror=alert(1)> {{text}} \u2028 .\r\n.\r\n",
                        Optional.empty())));
        samples.add(new Sample(
                "post-yellow",
                "en",
                post(
                        site(Optional.of("#ffdd00")),
                        "en",
                        "An accent colour that is too bright",
                        "It is darkened until it can be read.",
                        Optional.empty())));
        return samples;
    }

    private static SiteSettings site(Optional<String> accent) {
        SiteSettings initial = SiteSettings.initial();
        return new SiteSettings(
                1,
                Map.of(
                        "en", "Ministry of Water & Rivers",
                        "ar", "وزارة المياه والأنهار",
                        "ja", "水と川の省",
                        "fr", "Ministère de l’Eau et des Rivières",
                        "ru", "Министерство водных ресурсов"),
                Map.of(),
                List.of("en", "ar", "fr", "ja", "ru"),
                "en",
                ZoneId.of("Europe/Brussels"),
                List.of(new Label(
                        "press-release",
                        Map.of(
                                "en", "Press release",
                                "fr", "Communiqué de presse",
                                "ar", "بيان صحفي",
                                "ja", "報道発表",
                                "ru", "Пресс-релиз"))),
                initial.topics(),
                initial.navigation(),
                initial.sender(),
                initial.contact(),
                accent,
                initial.logo(),
                initial.pages(),
                initial.hub(),
                false,
                initial.complaintLimit());
    }

    private static Mail post(SiteSettings site, String language, String title, String summary, Optional<String> wrong) {
        Released post = released(site, language, title, summary);
        var batch =
                new Batch(POST + "-first", 3, 7, 1, List.of(READER), Batch.State.FROZEN, Optional.empty(), Map.of());
        return new PostMails(site, SITE_URL, TOKENS)
                .mail(
                        post,
                        language,
                        new Recipient(new Reader(READER, 1, 1, true, preferences(language)), reader(language)),
                        batch,
                        wrong.map(text -> new Correction(DATE, Map.of(language, text))));
    }

    private static Released released(SiteSettings site, String language, String title, String summary) {
        var editions = new TreeMap<>(Map.of(language, new Edition(title, summary, "", Optional.empty())));
        var content = new Content(
                "press-release", List.of(), List.of(), editions, List.of(), false, false, List.of(), Optional.empty());
        var release = new Release(POST, 1, 1, Release.Kind.PUBLISH, DATE, DATE, "editor", Map.of());
        return new Released(
                release,
                UUID.fromString("3b1c1f6e-0f5d-4d3c-9a55-1d9f3a3f2c11"),
                content,
                Map.of(language, Address.of(language, DATE, site, "clean-water")));
    }

    /** Posts in several languages for a reader of one; a long one says that there is more. */
    private static Mail digest(String language, int more, JsonNode forty) {
        var told = new ArrayList<DigestMails.Told>();
        forty.fields().forEachRemaining(each -> {
            if (more > 0
                    || each.getKey().equals(language)
                    || List.of("en", "ja").contains(each.getKey())) {
                told.add(new DigestMails.Told(
                        released(
                                SITE,
                                each.getKey(),
                                each.getValue().get(0).asText(),
                                each.getValue().get(1).asText()),
                        each.getKey()));
            }
        });
        told.add(new DigestMails.Told(
                released(SITE, "en", "Bcc: x <script> {{subject}}", "<img src=x onerror=alert(1)> {{text}}"), "en"));
        var batch = new Batch(
                "digest-2026-11-24T0700Z", 3, 7, 1, List.of(READER), Batch.State.FROZEN, Optional.empty(), Map.of());
        var recipient = new Recipient(new Reader(READER, 1, 1, true, preferences(language)), reader(language));
        return new DigestMails(SITE, SITE_URL, TOKENS).mail(recipient, batch, told, more);
    }

    private static Mail confirmation(String language) {
        return new ConfirmationMails(SITE, SITE_URL, TOKENS)
                .mail(new SubscriptionRequest(reader(language), preferences(language), language), "3fQ0-sample-token");
    }

    private static Mail fresh(FreshLink.Purpose purpose, String language) {
        return new FreshLinkMails(SITE, SITE_URL, TOKENS)
                .mail(reader(language), language, new FreshLink(READER, purpose, READER, 1, DATE));
    }

    private static Mail schedule(Optional<String> failure) {
        var titles = new HashMap<String, String>();
        titles.put("en", "Clean water for every village");
        var release = new ScheduledRelease(
                POST, 4, DATE, titles, Optional.of("editor@example.org"), Optional.of(DATE.plusMillis(400)), failure);
        return new ScheduleMails(SITE, SITE_URL).notLive(release, failure.orElse("pending"));
    }

    private static Preferences preferences(String language) {
        return Preferences.of(List.of(language), List.of(Interest.everything()));
    }

    private static EmailAddress reader(String language) {
        return EmailAddress.parse("reader+" + language + "@example.org").orElseThrow();
    }
}
