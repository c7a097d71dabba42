package press.communique.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;

/** Wants a variable that it is not given. */
public final class Picky implements RequestHandler<Map<String, String>, String> {

    public Picky(Map<String, String> environment) {
        if (!environment.containsKey("MOTTO")) {
            throw new IllegalArgumentException("The environment variable MOTTO is missing.");
        }
    }

    @Override
    public String handleRequest(Map<String, String> event, Context context) {
        return "";
    }
}
