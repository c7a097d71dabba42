package press.communique.simulation;

/** Something that must always hold does not. */
final class Violation extends RuntimeException {
    Violation(String what) {
        super(what);
    }
}
