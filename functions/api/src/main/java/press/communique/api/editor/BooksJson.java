package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import press.communique.core.mail.Books;

/** Where everybody in an audience stands, as receipts and mailings say it. */
final class BooksJson {

    private BooksJson() {}

    static void put(ObjectNode json, Books books) {
        json.put("audience", books.audience())
                .put("accepted", books.accepted())
                .put("rejected", books.rejected())
                .put("excluded", books.excluded())
                .put("uncertain", books.uncertain())
                .put("pending", books.pending());
    }
}
