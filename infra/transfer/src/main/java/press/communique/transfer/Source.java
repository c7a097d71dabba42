package press.communique.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A post as it comes from elsewhere, in the form in which the API takes it.
 *
 * @param id what it is called there; never empty
 * @param draft as {@code POST /api/posts} takes it
 * @param lost what of it could not be brought into that form
 */
record Source(String id, ObjectNode draft, List<String> lost) {

    /** Where sources come from. */
    interface File {
        /** All of them, one after the other. What cannot be read at all is told to the report. */
        void each(java.util.function.Consumer<Source> taker, Report report) throws java.io.IOException;
    }

    Source {
        lost = new ArrayList<>(lost);
    }

    /** A title, for people. */
    String title() {
        for (var edition : draft.path("editions")) {
            return edition.path("title").asText();
        }
        return "";
    }
}
