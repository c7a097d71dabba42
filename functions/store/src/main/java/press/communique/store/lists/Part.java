package press.communique.store.lists;

import java.time.YearMonth;
import java.util.Locale;

/**
 * A piece of a month's archive, of at most {@value #LARGEST} posts. A post's part is fixed at its first release, so that a
 * release touches the files of one part only, however large the archive is.
 */
record Part(YearMonth month, int number) {

    static final int LARGEST = 100;

    static Part parse(String text) {
        return new Part(YearMonth.parse(text.substring(0, 7)), Integer.parseInt(text.substring(8)));
    }

    /** As it stands in keys: {@code 2014-04#0001}. */
    @Override
    public String toString() {
        return month + String.format(Locale.ROOT, "#%04d", number);
    }
}
