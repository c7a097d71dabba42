package press.communique.api.subscribers;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.SubscriptionCheck;
import press.communique.core.audience.SubscriptionDraft;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.Rfc3339;
import press.communique.store.audience.Subscribers.Subscriber;
import press.communique.store.audience.Suppressions;

/**
 * A subscriber as a line of a file: {@code email,state,languages,interests,timeZone,hour,weekday,consentedAt,source}.
 *
 * <p>Lists are separated by blanks. An interest is {@code types:topics:frequency}, each list joined by {@code +} and {@code *}
 * for all: {@code press-release+speech:ukraine:daily *:*:weekly}.
 */
final class SubscriberLine {

    static final List<String> HEAD =
            List.of("email", "state", "languages", "interests", "timeZone", "hour", "weekday", "consentedAt", "source");

    static final String ACTIVE = "active";
    static final String SUPPRESSED = "suppressed";

    /** Of an address that may be written to again, if its owner subscribes. */
    static final String LIFTED = "lifted";

    /** Before the key of an address that is never written to: nobody can read the address from it. */
    static final String KEY = "key:";

    private static final int LONGEST_SOURCE = 200;

    private SubscriberLine() {}

    static List<String> of(Subscriber subscriber) {
        Preferences preferences = subscriber.preferences();
        return List.of(
                subscriber.address().value(),
                ACTIVE,
                String.join(" ", preferences.languages()),
                preferences.interests().stream().map(SubscriberLine::interest).collect(Collectors.joining(" ")),
                preferences.timeZone().map(Object::toString).orElse(""),
                number(preferences.hour()),
                number(preferences.weekday()),
                subscriber.consentedAt().toString(),
                subscriber.source());
    }

    static List<String> of(Suppressions.Listed listed) {
        return List.of(
                KEY + listed.addressKey(),
                SUPPRESSED,
                "",
                "",
                "",
                "",
                "",
                listed.at().toString(),
                "");
    }

    /** @return nothing usable if there are problems */
    static Optional<Subscriber> read(Cells cells, SiteSettings site, Instant now, Problems problems) {
        var interests = new ArrayList<Interest>();
        for (String text : words(cells.of("interests"))) {
            interest(text)
                    .ifPresentOrElse(
                            interests::add,
                            () -> problems.add(
                                    "/interests",
                                    "bad-format",
                                    "An interest is types:topics:frequency, such as *:ukraine:daily."));
        }
        var draft = new SubscriptionDraft(
                cells.of("email"),
                Optional.empty(),
                words(cells.of("languages")),
                interests,
                Optional.of(cells.of("timeZone")).filter(zone -> !zone.isEmpty()),
                number(cells, "hour", 0, 23, problems),
                number(cells, "weekday", 1, 7, problems));
        SubscriptionRequest request = new SubscriptionCheck(site, false).check(draft, problems);
        Optional<Instant> consent = moment(cells.of("consentedAt"));
        if (consent.isEmpty() || consent.get().isAfter(now)) {
            problems.add(
                    "/consentedAt",
                    "no-consent",
                    "Say when this person consented: a date or moment that is over, such as 2024-05-31.");
        }
        if (cells.of("source").length() > LONGEST_SOURCE) {
            problems.add("/source", "too-long", "At most " + LONGEST_SOURCE + " characters.");
        }
        return problems.found().isEmpty()
                ? Optional.of(new Subscriber(
                        request.address(), request.preferences(), consent.orElseThrow(), cells.of("source")))
                : Optional.empty();
    }

    /** The address, or nothing with a problem. */
    static Optional<EmailAddress> address(Cells cells, Problems problems) {
        Optional<EmailAddress> address = EmailAddress.parse(cells.of("email"));
        if (address.isEmpty()) {
            problems.add("/email", "bad-format", "Enter one email address, such as reader@example.org.");
        }
        return address;
    }

    /** Cells by the names in the file's first line. */
    record Cells(List<String> head, Csv.Line line) {
        String of(String column) {
            int at = head.indexOf(column);
            return at >= 0 && at < line.cells().size() ? line.cells().get(at) : "";
        }
    }

    /** In words that tell no address. */
    static String words(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.pointer().substring(1) + ": " + problem.detail())
                .collect(Collectors.joining(" "));
    }

    private static String interest(Interest interest) {
        return list(interest.types()) + ":" + list(interest.topics()) + ":"
                + interest.frequency().word();
    }

    private static String list(List<String> ids) {
        return ids.isEmpty() ? "*" : String.join("+", ids);
    }

    private static Optional<Interest> interest(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3 || !parts[2].matches("immediate|daily|weekly")) {
            return Optional.empty();
        }
        return Optional.of(new Interest(ids(parts[0]), ids(parts[1]), Frequency.of(parts[2])));
    }

    private static List<String> ids(String list) {
        return list.isEmpty() || list.equals("*") ? List.of() : List.of(list.split("[+]"));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    private static String number(OptionalInt number) {
        return number.isPresent() ? String.valueOf(number.getAsInt()) : "";
    }

    private static OptionalInt number(Cells cells, String column, int least, int most, Problems problems) {
        String text = cells.of(column);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            problems.add("/" + column, "out-of-range", "From " + least + " to " + most + ".");
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private static Optional<Instant> moment(String text) {
        Optional<Instant> instant = Rfc3339.instant(text);
        if (instant.isPresent()) {
            return instant;
        }
        try {
            return Optional.of(
                    LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
