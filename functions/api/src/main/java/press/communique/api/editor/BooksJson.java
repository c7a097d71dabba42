package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import press.communique.core.mail.Books;
import press.communique.core.mail.Forecast;
import press.communique.core.mail.Returned;

/** Where everybody in an audience stands, as receipts and mailings say it. */
final class BooksJson {

    private BooksJson() {}

    static void put(ObjectNode json, Books books, Returned returned, Optional<Forecast> forecast) {
        put(json, books);
        json.put("bounced", returned.bounced()).put("complained", returned.complained());
        forecast.ifPresent(guess -> json.put("perSecond", Math.round(guess.perSecond() * 10) / 10.0)
                .put("secondsLeft", guess.secondsLeft()));
    }

    static void put(ObjectNode json, Books books) {
        json.put("audience", books.audience())
                .put("accepted", books.accepted())
                .put("rejected", books.rejected())
                .put("excluded", books.excluded())
                .put("uncertain", books.uncertain())
                .put("pending", books.pending());
    }
}
