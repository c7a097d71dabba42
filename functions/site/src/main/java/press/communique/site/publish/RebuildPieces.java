package press.communique.site.publish;

/** The queue of pieces to render again. */
interface RebuildPieces {

    void send(Piece piece);
}
