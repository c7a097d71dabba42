package press.communique.core.mail;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A quarter of an hour. Whoever's hour falls into it gets a digest then; offsets from UTC are whole quarters of an hour
 * (https://www.iana.org/time-zones), and those that are not fall into one all the same.
 *
 * @param start on the quarter
 */
public record DigestSlot(Instant start) {

    public static final Duration LENGTH = Duration.ofMinutes(15);

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The one that this moment is in. */
    public static DigestSlot of(Instant moment) {
        long seconds = LENGTH.toSeconds();
        return new DigestSlot(Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds));
    }

    /** @throws java.time.DateTimeException if it is no name */
    public static DigestSlot named(String name) {
        return of(NAME.parse(name, Instant::from));
    }

    /** Of letters, digits and hyphens: {@code 2026-11-24T0700Z}. */
    public String name() {
        return NAME.format(start);
    }

    public DigestSlot next() {
        return new DigestSlot(start.plus(LENGTH));
    }

    /**
     * The days whose hour falls into this quarter; hardly ever more than one. An hour that a day does not have comes when
     * the clocks have been put forward; one that it has twice comes the first time: so every day has it once.
     */
    public Set<DayOfWeek> days(ZoneId zone, int hour) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        LocalDate today = start.atZone(zone).toLocalDate();
        for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(1)); day = day.plusDays(1)) {
            Instant moment = day.atTime(hour, 0).atZone(zone).toInstant();
            if (!moment.isBefore(start) && moment.isBefore(start.plus(LENGTH))) {
                days.add(day.getDayOfWeek());
            }
        }
        return days;
    }
}
