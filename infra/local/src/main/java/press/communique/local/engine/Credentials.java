package press.communique.local.engine;

import java.util.Map;

/** What signs requests to engines on this machine, which do not check it. */
final class Credentials {

    static final Map<String, String> LOCAL = Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local");

    private Credentials() {}
}
