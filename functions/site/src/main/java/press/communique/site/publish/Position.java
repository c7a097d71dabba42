package press.communique.site.publish;

/**
 * Where a piece of a rebuild begins.
 *
 * @param from a position among the lists, for archives with the last part that is done; a cursor among the posts; the last
 *     key of the piece before; empty for the start
 */
record Position(Piece.Step step, String from) {

    static Position startOf(Piece.Step step) {
        return new Position(step, "");
    }
}
