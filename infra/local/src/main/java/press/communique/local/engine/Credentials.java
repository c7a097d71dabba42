package press.communique.local.engine;

import java.util.Map;

/** What signs requests to the engines on this machine, as emulators have it; of the engines, S3 checks it. */
final class Credentials {

    static final Map<String, String> LOCAL = Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test");

    private Credentials() {}
}
