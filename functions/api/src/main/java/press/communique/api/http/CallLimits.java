package press.communique.api.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import press.communique.store.requests.CallCounts;

/**
 * Bounds how often one client may call in a minute, since the gateway counts per route and for all clients together.
 *
 * <p>An instance takes a client's calls from the table a hundredth of the limit at a time and counts those by itself, so
 * that most calls write nothing; once the minute's are gone it refuses without asking. Together the instances never let
 * more through. For several threads.
 */
public final class CallLimits {

    private static final long MINUTE = Duration.ofMinutes(1).toSeconds();

    private final CallCounts counts;
    private final long reads;
    private final long writes;
    private final InstantSource clock;
    private volatile Minute current = new Minute(-1);

    /**
     * @param reads how many a client may send in a minute; 0 for any number
     * @param writes likewise
     */
    public CallLimits(CallCounts counts, long reads, long writes, InstantSource clock) {
        this.counts = counts;
        this.reads = reads;
        this.writes = writes;
        this.clock = clock;
    }

    /** @throws ProblemReply 429 if this client has sent enough for now */
    void count(Request request) {
        String client = request.caller().subject();
        boolean isRead = request.method().equals("GET") || request.method().equals("HEAD");
        long limit = isRead ? reads : writes;
        if (client.isEmpty() || limit == 0) {
            return;
        }
        long now = clock.instant().getEpochSecond();
        Minute minute = minute(now / MINUTE);
        String kind = isRead ? "read" : "write";
        Handful handful = minute.handfuls.computeIfAbsent(kind + " " + client, first -> new Handful());
        if (!handful.take(client, kind, minute.number, limit)) {
            long wait = MINUTE - now % MINUTE;
            throw new ProblemReply(
                            429,
                            "too-many-requests",
                            "At most " + limit + " of these in a minute; ask again in " + wait + " s.")
                    .withHeader("Retry-After", String.valueOf(wait));
        }
    }

    private Minute minute(long number) {
        Minute minute = current;
        if (minute.number != number) {
            minute = new Minute(number);
            current = minute;
        }
        return minute;
    }

    private static final class Minute {
        private final long number;
        private final Map<String, Handful> handfuls = new ConcurrentHashMap<>();

        Minute(long number) {
            this.number = number;
        }
    }

    /** What this instance may still let through of one client's minute. */
    private final class Handful {
        private long left;
        private boolean isGone;

        synchronized boolean take(String client, String kind, long minute, long limit) {
            if (left == 0 && !isGone) {
                long wanted = Math.max(1, limit / 100);
                long before = counts.add(client, kind, minute, wanted) - wanted;
                left = Math.max(0, Math.min(wanted, limit - before));
                isGone = left == 0;
            }
            if (left == 0) {
                return false;
            }
            left--;
            return true;
        }
    }
}
