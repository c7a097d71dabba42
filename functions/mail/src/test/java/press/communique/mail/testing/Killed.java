package press.communique.mail.testing;

/** The function ends here, whatever it was about to do. */
public final class Killed extends RuntimeException {
    public Killed() {
        super("killed", null, false, false);
    }
}
