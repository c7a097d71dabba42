package press.communique.core.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Locale;
import press.communique.core.page.view.Day;
import press.communique.core.page.view.Words;

/**
 * Dates as a person writes them, in one language and the site's time zone.
 *
 * <p>Month names and patterns stand in the message files, after CLDR, since Java's own data change between versions and
 * a page must not. For languages without a file Java's data have to do.
 */
public final class Calendar {

    private final Words words;
    private final Locale locale;
    private final ZoneId zone;
    private final boolean known;

    public Calendar(String language, ZoneId zone) {
        this.words = Bundles.of(language);
        this.locale = Locale.forLanguageTag(language);
        this.zone = zone;
        this.known = Bundles.speaks(language);
    }

    /** {@code 22 Apr 2014} */
    Day brief(Instant instant) {
        return day(instant, "months.short", FormatStyle.MEDIUM);
    }

    /** {@code 22 April 2014} */
    public Day full(Instant instant) {
        return day(instant, "months", FormatStyle.LONG);
    }

    /** {@code April 2014} */
    String month(YearMonth month) {
        return known
                ? words.get("month", "", alone(month), month.getYear())
                : month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale) + " " + month.getYear();
    }

    /** {@code April} */
    String monthAlone(YearMonth month) {
        return known ? alone(month) : month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale);
    }

    private String alone(YearMonth month) {
        return name(words.has("months.alone") ? "months.alone" : "months", month.getMonthValue());
    }

    YearMonth monthOf(Instant instant) {
        return YearMonth.from(instant.atZone(zone));
    }

    private Day day(Instant instant, String names, FormatStyle style) {
        LocalDate date = instant.atZone(zone).toLocalDate();
        String text = known
                ? words.get(
                        date.getDayOfMonth() == 1 ? "date.first" : "date",
                        date.getDayOfMonth(),
                        name(names, date.getMonthValue()),
                        date.getYear())
                : DateTimeFormatter.ofLocalizedDate(style).withLocale(locale).format(date);
        return new Day(date.toString(), text);
    }

    private String name(String names, int month) {
        return words.get(names).split(" ")[month - 1];
    }
}
