package press.communique.store.posts;

/** Between the look and the write another post took one of the addresses; nothing was written. */
public final class AddressTaken extends RuntimeException {

    AddressTaken(String address) {
        super(address + " was taken by another post a moment ago.");
    }
}
