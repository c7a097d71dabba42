package press.communique.store.lists;

import java.util.SortedSet;
import java.util.TreeSet;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.list.Place;

/**
 * What a release changes beside the post's own pages.
 *
 * @param lists whose latest posts change
 * @param parts of the archive that change: the post's own, and those that lead to a new one
 * @param opened the parts that this release is the first to stand in
 */
public record Touched(SortedSet<ListKey> lists, SortedSet<Place> parts, SortedSet<Place> opened) {

    public Touched() {
        this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    }

    /** Takes in what another release changes. */
    public void add(Touched other) {
        lists.addAll(other.lists);
        parts.addAll(other.parts);
        opened.addAll(other.opened);
    }

    void add(Listings entered) {
        entered.places().forEach(this::add);
        entered.left().forEach(this::add);
        entered.opened().forEach((list, part) -> {
            if (list.kind() != ListKey.Kind.FEATURED) {
                opened.add(new Place(list, part));
                if (part.number() > 1) {
                    parts.add(new Place(list, part.previous()));
                }
            }
        });
        entered.beside().forEach(this::add);
    }

    private void add(ListKey list, Part part) {
        lists.add(list);
        if (list.kind() != ListKey.Kind.FEATURED) {
            parts.add(new Place(list, part));
        }
    }
}
