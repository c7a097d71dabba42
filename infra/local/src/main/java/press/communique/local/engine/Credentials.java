package press.communique.local.engine;

import java.util.Map;

/** What signs requests to the engines on this machine; of these, S3 checks it. */
final class Credentials {

    static final Map<String, String> LOCAL = Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local");

    private Credentials() {}
}
