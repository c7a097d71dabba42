package press.communique.store.item;

/** An item larger than the table takes; nothing was written. */
public final class TooLarge extends RuntimeException {

    private final int bytes;

    TooLarge(int bytes) {
        super("It takes " + bytes + " bytes; at most " + Transaction.LARGEST_ITEM + " can be kept.");
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }
}
