package press.communique.api;

import java.util.HashMap;
import java.util.Map;
import press.communique.store.testing.LocalBucket;
import press.communique.store.testing.LocalTables;

/** What the editors' API is told in tests: tables, a bucket and the site's address. */
final class Environments {

    private Environments() {}

    /** @param more names and values, in turn */
    static Map<String, String> of(LocalTables tables, String... more) {
        Map<String, String> environment = new HashMap<>(tables.environment());
        environment.putAll(LocalBucket.environment());
        environment.put("SITE_URL", "https://www.example.org");
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }
}
