package press.communique.store.lists;

import java.util.List;
import press.communique.core.list.ListEntry;

/**
 * A part of a list's archive as it stands.
 *
 * @param version raised by every change of the part; read before the entries
 * @param links raised when another part comes to stand before this one; only the list of all news counts it
 * @param entries newest first; at most {@value press.communique.core.list.Part#LARGEST}
 * @param hasNext whether the month has a further part
 */
public record PartView(long version, long links, List<ListEntry> entries, boolean hasNext) {}
