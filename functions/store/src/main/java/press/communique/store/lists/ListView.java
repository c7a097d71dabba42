package press.communique.store.lists;

import java.time.YearMonth;
import java.util.List;
import java.util.SortedSet;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;

/**
 * A list as it stands.
 *
 * @param version raised by every change of the list; read before the entries, so that they are never older than it
 * @param entries newest first
 * @param months that have, or had, entries; newest first
 * @param lists of this language that have, or had, entries; only the list of all news knows them
 * @param hasWithdrawals whether posts have ever been withdrawn from it; see {@link Archives#withdrawals}
 */
public record ListView(
        long version,
        List<ListEntry> entries,
        List<YearMonth> months,
        SortedSet<ListKey> lists,
        boolean hasWithdrawals) {}
