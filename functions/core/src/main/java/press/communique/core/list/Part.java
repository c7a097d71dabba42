package press.communique.core.list;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.Locale;

/**
 * A piece of a month's archive, of at most {@value #LARGEST} posts. A post's part is fixed at its first release, so that a
 * release touches the files of one part only, however large the archive is.
 *
 * @param number from 1
 */
public record Part(YearMonth month, int number) implements Comparable<Part> {

    public static final int LARGEST = 100;

    private static final Comparator<Part> ORDER =
            Comparator.comparing(Part::month).thenComparing(Part::number);

    public static Part first(YearMonth month) {
        return new Part(month, 1);
    }

    /** Reads what {@link #toString} wrote. */
    public static Part parse(String text) {
        return new Part(YearMonth.parse(text.substring(0, 7)), Integer.parseInt(text.substring(8)));
    }

    public Part next() {
        return new Part(month, number + 1);
    }

    public Part previous() {
        return new Part(month, number - 1);
    }

    @Override
    public int compareTo(Part other) {
        return ORDER.compare(this, other);
    }

    /** As it stands in keys: {@code 2014-04#0001}. */
    @Override
    public String toString() {
        return month + String.format(Locale.ROOT, "#%04d", number);
    }
}
