package press.communique.core.list;

import java.util.Comparator;

/** A part of a list's archive. */
public record Place(ListKey list, Part part) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::list).thenComparing(Place::part);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
