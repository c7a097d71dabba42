package press.communique.store.item;

/** More items than one transaction takes; nothing was written. */
public final class TooMany extends RuntimeException {

    TooMany(int items) {
        super("It takes " + items + " items at once; at most " + Transaction.LARGEST + " can be written.");
    }
}
