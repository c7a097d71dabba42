package press.communique.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestSlotTest {

    /** Zone, hour, day, and when its digest goes. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Brussels,  8, 2026-11-24, 2026-11-24T07:00:00Z",
        "Europe/Brussels,  8, 2026-07-24, 2026-07-24T06:00:00Z",
        // Clocks are put forward from 2 to 3: the hour that is missing comes at once.
        "Europe/Brussels,  2, 2026-03-29, 2026-03-29T01:00:00Z",
        "Europe/Brussels,  3, 2026-03-29, 2026-03-29T01:00:00Z",
        // Clocks are put back from 3 to 2: the hour that comes twice counts the first time.
        "Europe/Brussels,  2, 2026-10-25, 2026-10-25T00:00:00Z",
        "Europe/Brussels,  3, 2026-10-25, 2026-10-25T02:00:00Z",
        "America/St_Johns, 7, 2026-01-10, 2026-01-10T10:30:00Z",
        "Asia/Kolkata,     8, 2026-11-24, 2026-11-24T02:30:00Z",
        "Asia/Kathmandu,   8, 2026-11-24, 2026-11-24T02:15:00Z",
        "Pacific/Chatham,  0, 2026-11-24, 2026-11-23T10:15:00Z",
        "Australia/Lord_Howe, 2, 2026-10-04, 2026-10-03T15:30:00Z",
        "Pacific/Kiritimati, 23, 2026-11-24, 2026-11-24T09:00:00Z",
        "+01:07,           8, 2026-11-24, 2026-11-24T06:45:00Z",
    })
    void the_hour_falls_into_one_quarter(String zone, int hour, LocalDate day, Instant start) {
        assertThat(slots(ZoneId.of(zone), hour, day)).containsExactly(new DigestSlot(start));
    }

    /** All quarters of an hour around a day that are this day's. */
    private static List<DigestSlot> slots(ZoneId zone, int hour, LocalDate day) {
        var found = new ArrayList<DigestSlot>();
        DigestSlot slot = DigestSlot.of(day.minusDays(2).atStartOfDay(zone).toInstant());
        for (int i = 0; i < 5 * 96; i++, slot = slot.next()) {
            LocalDate local = slot.start().atZone(zone).toLocalDate();
            if (slot.days(zone, hour).contains(day.getDayOfWeek()) && Math.abs(local.compareTo(day)) <= 1) {
                found.add(slot);
            }
        }
        return found;
    }

    @Test
    void every_hour_of_every_zone_comes_once_a_day_all_year() {
        for (String zone : List.of(
                "Europe/Brussels",
                "America/New_York",
                "Africa/Casablanca",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "America/Santiago",
                "Africa/Cairo")) {
            for (int hour = 0; hour < 24; hour++) {
                DigestSlot slot = DigestSlot.of(Instant.parse("2026-01-01T00:00:00Z"));
                var days = new ArrayList<DayOfWeek>();
                for (int i = 0; i < 365 * 96; i++, slot = slot.next()) {
                    days.addAll(slot.days(ZoneId.of(zone), hour));
                }
                assertThat(days).as("%s at %s", zone, hour).hasSize(365);
                for (int i = 1; i < days.size(); i++) {
                    assertThat(days.get(i)).isEqualTo(days.get(i - 1).plus(1));
                }
            }
        }
    }

    @Test
    void its_name_stands_for_it() {
        var slot = DigestSlot.of(Instant.parse("2026-11-24T07:14:59Z"));
        assertThat(slot.name()).isEqualTo("2026-11-24T0700Z");
        assertThat(DigestSlot.named(slot.name())).isEqualTo(slot);
    }
}
