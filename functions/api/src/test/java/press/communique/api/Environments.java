package press.communique.api;

import java.util.HashMap;
import java.util.Map;
import press.communique.store.testing.LocalBucket;
import press.communique.store.testing.LocalQueue;
import press.communique.store.testing.LocalTables;

/** What the editors' API is told in tests: tables, a bucket, queues and the site's address. */
final class Environments {

    private static final LocalQueue QUEUES = new LocalQueue();

    private Environments() {}

    /** @param more names and values, in turn */
    static Map<String, String> of(LocalTables tables, String... more) {
        Map<String, String> environment = new HashMap<>(tables.environment());
        environment.putAll(LocalBucket.environment());
        environment.put("SITE_URL", "https://www.example.org");
        environment.put("SITE_BUCKET", "site");
        environment.put("SECRET", "not-a-real-secret-but-as-long-as-one");
        environment.put("DUE_QUEUE_URL", QUEUES.url());
        environment.put("MAIL_QUEUE_URL", QUEUES.url());
        environment.put("URGENT_QUEUE_URL", QUEUES.url());
        environment.put("LETTER_QUEUE_URL", QUEUES.url());
        environment.put("AWS_ENDPOINT_URL_SQS", QUEUES.endpoint());
        // Nobody listens there: what a preflight would tell of the sending quota is left out.
        environment.put("AWS_ENDPOINT_URL_SESV2", "http://127.0.0.1:1");
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }
}
