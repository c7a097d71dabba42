package press.communique.site.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.page.CorrectionNotes;
import press.communique.core.page.Stamp;
import press.communique.core.text.SafeHtml;

/**
 * What a feed carries, whatever its form: posts with summary and full text, and never more than a megabyte of them. What
 * would make it larger is left out in a fixed order, so that the same posts give the same feed.
 *
 * @param entries newest first
 */
public record FeedContent(ListKey list, List<Entry> entries, Stamp stamp) {

    /** In bytes, as they stand in the file; what stands around the entries is far below what remains of a megabyte. */
    private static final int ROOM = 950_000;

    /** What an entry takes beside title, authors, summary and text: addresses, dates, categories. */
    private static final int AROUND_AN_ENTRY = 2_500;

    private static final int AROUND_A_NAME = 60;

    /** After so many texts that did not fit no further one is fetched. */
    private static final int MISSES = 3;

    private static final byte[] ASCII = ascii();

    /**
     * A post in a feed.
     *
     * @param summary behind the latest correction; empty if there is none, or no room for it
     * @param text below the corrections; empty if there is none, or no room for it
     */
    public record Entry(ListEntry post, String summary, SafeHtml text) {}

    /** @param texts gives the full text of a post, with its corrections */
    public static FeedContent of(
            ListKey list,
            List<ListEntry> posts,
            CorrectionNotes notes,
            Function<ListEntry, SafeHtml> texts,
            Stamp stamp) {
        int room = ROOM;
        for (ListEntry post : posts) {
            room -= AROUND_AN_ENTRY + size(post.title());
            room -= post.authors().stream()
                    .mapToInt(author -> AROUND_A_NAME + size(author))
                    .sum();
        }
        var summaries = new ArrayList<String>();
        for (ListEntry post : posts) {
            String summary = notes.summary(post);
            // RSS escapes it once more, and JSON has it a second time where there is no text.
            int size = 2 * size(summary);
            summaries.add(size <= room ? summary : "");
            room -= size <= room ? size : 0;
        }
        var entries = new ArrayList<Entry>();
        int missed = 0;
        for (int i = 0; i < posts.size(); i++) {
            SafeHtml text = missed < MISSES ? texts.apply(posts.get(i)) : SafeHtml.EMPTY;
            int size = size(text.toString());
            boolean fits = size <= room;
            missed += fits ? 0 : 1;
            room -= fits ? size : 0;
            entries.add(new Entry(posts.get(i), summaries.get(i), fits ? text : SafeHtml.EMPTY));
        }
        return new FeedContent(list, List.copyOf(entries), stamp);
    }

    /** The same with these entries. */
    FeedContent with(List<Entry> some) {
        return new FeedContent(list, some, stamp);
    }

    /** When the newest of these releases was made. */
    Optional<Instant> updated() {
        return entries.stream().map(entry -> entry.post().releasedAt()).max(Comparator.naturalOrder());
    }

    /** As XML or JSON, whichever is longer, in UTF-8. */
    private static int size(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            size += character < 0x80 ? ASCII[character] : character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
        }
        return size;
    }

    private static byte[] ascii() {
        var sizes = new byte[0x80];
        Arrays.fill(sizes, (byte) 1);
        sizes['&'] = 5;
        sizes['<'] = 4;
        sizes['>'] = 4;
        for (char escaped : new char[] {'"', '\\', '\n', '\t'}) {
            sizes[escaped] = 2;
        }
        return sizes;
    }
}
