package press.communique.core.mail;

/**
 * How far the readers of a share have been read.
 *
 * @param partition of the audience that is being read
 * @param after the last reader read in it; empty at its beginning
 */
public record Cursor(int partition, String after) {

    public static Cursor startOf(int partition) {
        return new Cursor(partition, "");
    }
}
