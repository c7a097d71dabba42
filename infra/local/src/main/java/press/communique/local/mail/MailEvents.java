package press.communique.local.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import press.communique.local.mail.SesEvent.Fate;

/**
 * Tells of mails after they were accepted, as SES does: best effort, in any order. What becomes of a mail is said by its
 * address, as with SES's mailbox simulator: {@code success@}, {@code bounce@}, {@code complaint@}, {@code ooto@} and
 * {@code suppressionlist@simulator.amazonses.com}, each with a label ({@code bounce+1@…}) or without; and, here only,
 * {@code softbounce@}, {@code reject@} and {@code unrendered@}. Other addresses take their mail, unless a test says
 * otherwise.
 *
 * <pre>{@code
 * stack.mailEvents().doubled(true).missing(Set.of("Delivery"));
 * stack.mailEvents().early(Duration.ofSeconds(5));  // the events come first, the answer to the call later
 * stack.mailEvents().hold(true);                    // … and hold(false) lets all go, in a wild order
 * }</pre>
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html">Mailbox simulator</a>
 */
public final class MailEvents implements AutoCloseable {

    private static final String SIMULATOR = "@simulator.amazonses.com";
    private static final long TOGETHER_MILLIS = 50;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread one = new Thread(work, "ses events");
        one.setDaemon(true);
        return one;
    });
    private final Map<String, Fate> fates = new ConcurrentHashMap<>();
    private final List<JsonNode> waiting = new ArrayList<>();
    private final List<JsonNode> held = new ArrayList<>();
    private volatile Consumer<List<JsonNode>> bus = events -> {};
    private volatile Map<String, Set<String>> published = Map.of();
    private volatile Duration late = Duration.ZERO;
    private volatile Duration early = Duration.ZERO;
    private volatile boolean doubled;
    private volatile boolean holding;
    private volatile Set<String> missing = Set.of();

    MailEvents() {
        thread.scheduleWithFixedDelay(this::flush, TOGETHER_MILLIS, TOGETHER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Where events go, and which of them are published, by configuration set. */
    public void tell(Consumer<List<JsonNode>> newBus, Map<String, Set<String>> types) {
        published = Map.copyOf(types);
        bus = newBus;
    }

    /** Events come so much later. */
    public MailEvents late(Duration time) {
        late = time;
        return this;
    }

    /** Events come at once, and the answer to the call that sent the mail so much later. */
    public MailEvents early(Duration answerHeldBack) {
        early = answerHeldBack;
        return this;
    }

    /** Every event comes twice. */
    public MailEvents doubled(boolean on) {
        doubled = on;
        return this;
    }

    /** Events of these types never come: {@code Send}, {@code Delivery} … */
    public MailEvents missing(Set<String> types) {
        missing = Set.copyOf(types);
        return this;
    }

    /** Keeps events back; switched off, all that was kept comes, in an order of its own. */
    public MailEvents hold(boolean on) {
        holding = on;
        if (!on) {
            synchronized (this) {
                Collections.shuffle(held, new Random(1));
                waiting.addAll(held);
                held.clear();
            }
        }
        return this;
    }

    /** What becomes of mail to this address from now on. */
    public MailEvents fate(String address, Fate fate) {
        fates.put(address.toLowerCase(Locale.ROOT), fate);
        return this;
    }

    /** As at the start. */
    public MailEvents clear() {
        fates.clear();
        return late(Duration.ZERO)
                .early(Duration.ZERO)
                .doubled(false)
                .missing(Set.of())
                .hold(false);
    }

    Fate fate(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        Fate told = fates.get(lower);
        if (told != null) {
            return told;
        }
        return lower.endsWith(SIMULATOR)
                ? Fate.of(
                        lower.substring(0, lower.length() - SIMULATOR.length()).replaceFirst("\\+.*", ""))
                : Fate.DELIVERED;
    }

    void happened(SesEvent mail, Fate fate) {
        Set<String> wanted = published.getOrDefault(mail.configurationSet(), Set.of());
        var events = new ArrayList<JsonNode>();
        for (SesEvent.Kind kind : fate.events()) {
            if (wanted.contains(kind.published()) && !missing.contains(kind.eventType())) {
                events.add(mail.json(kind));
                if (doubled) {
                    events.add(mail.json(kind));
                }
            }
        }
        if (holding) {
            synchronized (this) {
                held.addAll(events);
            }
        } else if (late.isZero()) {
            later(events);
        } else {
            thread.schedule(() -> later(events), late.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** For whoever answers the call: how long that takes. */
    Duration heldBack() {
        return early;
    }

    private synchronized void later(List<JsonNode> events) {
        waiting.addAll(events);
    }

    void flush() {
        List<JsonNode> now;
        synchronized (this) {
            now = List.copyOf(waiting);
            waiting.clear();
        }
        if (!now.isEmpty()) {
            try {
                bus.accept(now);
            } catch (RuntimeException lost) {
                // Best effort: the queue is gone, the stack is about to stop.
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
