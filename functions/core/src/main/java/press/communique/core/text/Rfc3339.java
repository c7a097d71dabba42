package press.communique.core.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a date and time as RFC 3339 (section 5.6) writes it, with any offset.
 *
 * <pre>{@code Rfc3339.instant("2026-11-24T08:00:00+01:00")  // 2026-11-24T07:00:00Z}</pre>
 *
 * <p>Offsets go to 23:59, where {@code OffsetDateTime} ends at 18:00. A leap second is the second after it, since no
 * {@link Instant} has one; of a fraction nine digits count.
 */
public final class Rfc3339 {

    private static final Pattern FORM = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]"
            + "([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))");

    private Rfc3339() {}

    /** Empty if the text is none. */
    public static Optional<Instant> instant(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            boolean isLeapSecond = form.group(4).equals("60");
            LocalTime time = LocalTime.of(number(form, 2), number(form, 3), isLeapSecond ? 59 : number(form, 4));
            Instant second = LocalDate.parse(form.group(1))
                    .atTime(time)
                    .toInstant(ZoneOffset.UTC)
                    .minusSeconds(offset(form));
            if (isLeapSecond && !endsAMonth(second)) {
                return Optional.empty();
            }
            return Optional.of(second.plusSeconds(isLeapSecond ? 1 : 0).plusNanos(nanos(form.group(5))));
        } catch (DateTimeException notOnAnyCalendar) {
            return Optional.empty();
        }
    }

    /** Leap seconds are the last of a month in UTC (section 5.7). */
    private static boolean endsAMonth(Instant second) {
        var next = second.plusSeconds(1).atOffset(ZoneOffset.UTC);
        return next.getDayOfMonth() == 1 && next.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static int offset(Matcher form) {
        if (form.group(6) == null) {
            return 0;
        }
        int seconds = LocalTime.of(number(form, 7), number(form, 8)).toSecondOfDay();
        return form.group(6).equals("-") ? -seconds : seconds;
    }

    private static int nanos(String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
