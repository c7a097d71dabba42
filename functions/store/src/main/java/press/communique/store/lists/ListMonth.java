package press.communique.store.lists;

import java.time.YearMonth;
import press.communique.core.list.Part;

/**
 * A month of a list's archive.
 *
 * @param parts how many there are
 */
public record ListMonth(YearMonth month, int parts) {

    public Part last() {
        return new Part(month, parts);
    }
}
