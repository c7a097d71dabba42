package press.communique.mail.text;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import press.communique.core.audience.EmailAddress;
import press.communique.core.page.Calendar;
import press.communique.core.page.view.Words;
import press.communique.core.post.Released;
import press.communique.core.post.ScheduledRelease;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.HeaderText;
import press.communique.mail.outbox.Mail;

/** Makes the letter that tells an editor what became of a schedule, in the site's default language. */
public final class ScheduleMails {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final SiteSettings site;
    private final Links links;
    private final String language;
    private final Words words;

    public ScheduleMails(SiteSettings site, URI siteUrl) {
        this.site = site;
        this.links = new Links(site, siteUrl);
        this.language = site.defaultLanguage();
        this.words = MailWords.of(language);
    }

    /** It is public, and here is where to look. */
    public Mail live(ScheduledRelease release, Released post) {
        String late = release.publicAt()
                .map(at -> words.get("schedule.late", lateness(release.scheduledFor(), at)))
                .orElse("");
        return mail(
                release,
                "schedule.live.subject",
                words.get("schedule.live", moment(release.scheduledFor())) + late,
                links.post(post.nearest(language, site)),
                words.get("read"));
    }

    /** @param why a word for it, such as {@code unrenderable} */
    public Mail notLive(ScheduledRelease release, String why) {
        return mail(
                release,
                "schedule.failed.subject",
                words.get("schedule.failed", moment(release.scheduledFor())) + " "
                        + words.get("schedule.failed." + why),
                links.home(language),
                site.name(language));
    }

    private Mail mail(ScheduledRelease release, String subject, String text, String link, String linkText) {
        String title = HeaderText.oneLine(release.titles()
                .getOrDefault(
                        language,
                        release.titles().values().stream().sorted().findFirst().orElse("")));
        String line = HeaderText.oneLine(words.get(subject, title));
        var frame = MailFrame.of(
                site, words, language, links.home(language), line, text, words.get("schedule.why"), List.of());
        var view = new MailView(frame, "", title, text, new MailLink(link, linkText));
        return new Mail(
                EmailAddress.parse(release.tell().orElseThrow()).orElseThrow(),
                line,
                Rendering.text(view),
                Rendering.html(view),
                Map.of("Auto-Submitted", "auto-generated"),
                Map.of("letter", "schedule"));
    }

    private static String lateness(Instant due, Instant at) {
        return String.format(Locale.ROOT, "%.1f", Duration.between(due, at).toMillis() / 1000.0);
    }

    private String moment(Instant instant) {
        return new Calendar(language, site.timeZone()).full(instant).text() + ", "
                + SECOND.format(instant.atZone(site.timeZone()));
    }
}
