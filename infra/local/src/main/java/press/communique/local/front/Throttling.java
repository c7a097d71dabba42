package press.communique.local.front;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import press.communique.local.template.StackTemplate.Throttle;

/** Lets a route take requests at the API's rate, for all clients together. */
final class Throttling {

    private final Throttle limit;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    Throttling(Throttle limit) {
        this.limit = limit;
    }

    boolean takes(String route) {
        return limit == Throttle.NONE
                || buckets.computeIfAbsent(route, key -> new Bucket()).take();
    }

    private final class Bucket {
        private double tokens = limit.burst();
        private long filledAt = System.nanoTime();

        synchronized boolean take() {
            long now = System.nanoTime();
            tokens = Math.min(limit.burst(), tokens + (now - filledAt) / 1e9 * limit.rate());
            filledAt = now;
            if (tokens < 1) {
                return false;
            }
            tokens -= 1;
            return true;
        }
    }
}
