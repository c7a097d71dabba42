package press.communique.core.page;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;

/**
 * A page of a list.
 *
 * <pre>{@code ListPage.latest(ListKey.news("en"), entries, months)}</pre>
 *
 * @param entries newest first
 * @param months those that have an archive page; shown newest first
 * @param month set on the archive page of a month
 * @param year set on the archive page of a year
 * @param languages in which this page is there too; the language switcher leads to these, for others to their home page
 */
public record ListPage(
        ListKey key,
        List<ListEntry> entries,
        List<YearMonth> months,
        Optional<YearMonth> month,
        Optional<Integer> year,
        List<String> languages) {

    public ListPage {
        entries = List.copyOf(entries);
        months = List.copyOf(months);
        languages = List.copyOf(languages);
    }

    /** The page with the newest posts. */
    public static ListPage latest(ListKey key, List<ListEntry> entries, List<YearMonth> months) {
        return new ListPage(key, entries, months, Optional.empty(), Optional.empty(), List.of());
    }

    /** The archive page of a month. */
    public static ListPage of(YearMonth month, ListKey key, List<ListEntry> entries, List<YearMonth> months) {
        return new ListPage(key, entries, months, Optional.of(month), Optional.empty(), List.of());
    }

    /** The archive page of a year. */
    public static ListPage of(int year, ListKey key, List<ListEntry> entries, List<YearMonth> months) {
        return new ListPage(key, entries, months, Optional.empty(), Optional.of(year), List.of());
    }

    public ListPage withLanguages(List<String> others) {
        return new ListPage(key, entries, months, month, year, others);
    }
}
