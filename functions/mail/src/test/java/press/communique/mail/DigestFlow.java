package press.communique.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Books;
import press.communique.core.mail.DigestSlot;
import press.communique.core.mail.Mailing;
import press.communique.mail.outbox.Mail;
import press.communique.store.mailing.Told;

/** Readers with digests, and time that passes as the schedule sees it: the sweep runs every quarter of an hour. */
abstract class DigestFlow extends MailFlow {

    static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    static Preferences daily(ZoneId zone, int hour) {
        return paced(Frequency.DAILY, zone, hour);
    }

    static Preferences weekly(ZoneId zone, int hour) {
        return paced(Frequency.WEEKLY, zone, hour);
    }

    static Preferences paced(Frequency pace, ZoneId zone, int hour) {
        return new Preferences(
                List.of("en"),
                List.of(new Interest(List.of(), List.of(), pace)),
                Optional.of(zone),
                OptionalInt.of(hour),
                OptionalInt.empty());
    }

    /** Goes live and is told to whoever wants it at once. */
    String goesLive(String title, String... moreLanguages) {
        String post = newsroom.publish(title, moreLanguages);
        announce(post);
        deliverAll();
        return post;
    }

    void passUntil(String moment) {
        passUntil(Instant.parse(moment));
    }

    void passUntil(Instant moment) {
        while (newsroom.clock.instant().isBefore(moment)) {
            Instant next = DigestSlot.of(newsroom.clock.instant()).next().start();
            newsroom.clock.pass(Duration.between(newsroom.clock.instant(), next.isBefore(moment) ? next : moment));
            tick();
        }
    }

    void tick() {
        sweep.handleRequest(null, null);
        deliverAll();
    }

    void choose(String address, Preferences preferences) {
        Reader reader = reader(address);
        if (!newsroom.readers.choose(reader, preferences, newsroom.clock.instant())) {
            throw new IllegalStateException("not chosen");
        }
    }

    Reader reader(String address) {
        return newsroom.everybody().stream()
                .filter(reader -> newsroom.readers
                        .recipients(List.of(reader.id()))
                        .get(reader.id())
                        .address()
                        .value()
                        .equals(address))
                .findFirst()
                .orElseThrow();
    }

    List<Mail> mailsTo(String address) {
        return newsroom.mailer.accepted().stream()
                .filter(mail -> mail.to().value().equals(address))
                .toList();
    }

    List<String> subjects(String address) {
        return mailsTo(address).stream().map(Mail::subject).toList();
    }

    Map<Frequency, Books> told(String post) {
        long position = mailings.find(post + "-first").map(Mailing::position).orElse(0L);
        return new Told(newsroom.dynamo, newsroom.tables.audience()).books(position);
    }
}
