package press.communique.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What came of invoking a function.
 *
 * @param reply what it returned, as JSON; null if it failed
 * @param error what it failed with, such as {@code Task timed out after 25.00 seconds}; null if it did not
 */
public record Invocation(String requestId, JsonNode reply, String error) {

    public boolean failed() {
        return error != null;
    }
}
