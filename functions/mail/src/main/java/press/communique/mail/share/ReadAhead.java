package press.communique.mail.share;

import java.util.List;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Cursor;

/**
 * The readers of a share, page by page. What a batch leaves of a page is where the next one begins, as long as that
 * continues where this one ended; so a reader is read once, however small the batches are. Whoever changes something
 * meanwhile is read again at the claim.
 */
final class ReadAhead {

    private final int size;
    private final Source source;
    private Page kept = new Page(new Cursor(-1, ""), List.of(), false);

    /** @param size of a page */
    ReadAhead(int size, Source source) {
        this.size = size;
        this.source = source;
    }

    interface Source {
        List<Reader> page(int partition, String after, int size);
    }

    /**
     * Some readers of a partition.
     *
     * @param after whom they come
     * @param isLast whether the partition has no more
     */
    record Page(Cursor after, List<Reader> readers, boolean isLast) {}

    Page page(Cursor after) {
        if (kept.after().equals(after) && (kept.isLast() || !kept.readers().isEmpty())) {
            return kept;
        }
        List<Reader> read = source.page(after.partition(), after.after(), size);
        return new Page(after, read, read.size() < size);
    }

    /**
     * Keeps what was not used of a page.
     *
     * @param used how many readers were
     * @param after the last of them
     */
    void keep(Page page, int used, Cursor after) {
        kept = new Page(after, page.readers().subList(used, page.readers().size()), page.isLast());
    }
}
