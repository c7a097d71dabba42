package press.communique.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** The books of a mailing, as a receipt shows them. */
final class Books {

    private Books() {}

    /** What must equal the audience at every moment. */
    static int sum(JsonNode books) {
        return Stream.of("accepted", "rejected", "excluded", "uncertain", "pending")
                .mapToInt(name -> books.get(name).asInt())
                .sum();
    }
}
