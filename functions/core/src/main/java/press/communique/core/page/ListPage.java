package press.communique.core.page;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;

/**
 * A page of a list.
 *
 * <pre>{@code ListPage.latest(ListKey.news("en"), entries, months)}</pre>
 *
 * @param entries newest first
 * @param months those that have an archive page; shown newest first
 * @param month set on the archive page of a month
 * @param year set on the archive page of a year
 * @param part of the month, from 1
 * @param hasNext whether the month has a further part
 * @param languages in which this page is there too; the language switcher leads to these, for others to their home page
 */
public record ListPage(
        ListKey key,
        List<ListEntry> entries,
        List<YearMonth> months,
        Optional<YearMonth> month,
        Optional<Integer> year,
        List<String> languages,
        int part,
        boolean hasNext) {

    public ListPage {
        entries = List.copyOf(entries);
        months = List.copyOf(months);
        languages = List.copyOf(languages);
    }

    /** The page with the newest posts. */
    public static ListPage latest(ListKey key, List<ListEntry> entries, List<YearMonth> months) {
        return new ListPage(key, entries, months, Optional.empty(), Optional.empty(), List.of(), 1, false);
    }

    /** The archive page of a month. */
    public static ListPage of(YearMonth month, ListKey key, List<ListEntry> entries, List<YearMonth> months) {
        return new ListPage(key, entries, months, Optional.of(month), Optional.empty(), List.of(), 1, false);
    }

    /** A part of the archive of a month. */
    public static ListPage of(Part part, ListKey key, List<ListEntry> entries, boolean hasNext) {
        return new ListPage(
                key,
                entries,
                List.of(),
                Optional.of(part.month()),
                Optional.empty(),
                List.of(),
                part.number(),
                hasNext);
    }

    /** The archive page of a year. */
    public static ListPage of(int year, ListKey key, List<ListEntry> entries, List<YearMonth> months) {
        return new ListPage(key, entries, months, Optional.empty(), Optional.of(year), List.of(), 1, false);
    }

    public ListPage withLanguages(List<String> others) {
        return new ListPage(key, entries, months, month, year, others, part, hasNext);
    }
}
