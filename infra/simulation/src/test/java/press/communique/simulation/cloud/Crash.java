package press.communique.simulation.cloud;

/** The process ends here, whatever it was about to do. */
public final class Crash extends Error {
    public Crash() {
        super("The function's process ended", null, false, false);
    }
}
