package press.communique.api.subscribers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.audience.EmailAddress;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.audience.Subscribers;
import press.communique.store.audience.Subscribers.Brought;
import press.communique.store.audience.Subscribers.Place;
import press.communique.store.audience.Subscribers.Subscriber;
import press.communique.store.audience.Suppressions;
import press.communique.store.site.Sites;

/**
 * Subscribers out as CSV, page by page, and in again, some lines at a time; both are bounded by what one call of a function
 * can carry (6 MB, 25 s).
 */
public final class SubscriberRoutes {

    /** Readers are brought one by one, each in a transaction. */
    private static final int MOST_LINES = 1_000;

    private static final int AT_ONCE = 4;
    private static final int PAGE = 1_000;
    private static final Pattern CURSOR = Pattern.compile(
            "readers-([0-9]{1,2})-([\\w-]{0,22})|suppressed-([\\w-]{43})-([0-9]{4}-[0-9T:.-]{5,30}Z)|suppressed");

    private final Subscribers subscribers;
    private final Suppressions suppressions;
    private final Sites sites;
    private final Repeats repeats;
    private final InstantSource clock;

    public SubscriberRoutes(
            Subscribers subscribers, Suppressions suppressions, Sites sites, Repeats repeats, InstantSource clock) {
        this.subscribers = subscribers;
        this.suppressions = suppressions;
        this.sites = sites;
        this.repeats = repeats;
        this.clock = clock;
    }

    /** One page; the next one's address is in {@code Link}. The pages one after the other are one file. */
    public Reply export(Request request) {
        String cursor = request.query("cursor").orElse("readers-0-");
        Matcher at = CURSOR.matcher(cursor);
        if (!at.matches()) {
            throw new ProblemReply(400, "bad-cursor", "Send the cursor of the page before, or none.");
        }
        var csv = new StringBuilder();
        if (request.query("cursor").isEmpty()) {
            csv.append(Csv.write(SubscriberLine.HEAD));
        }
        Optional<String> next = at.group(1) == null
                ? suppressed(at, csv)
                : readers(new Place(Integer.parseInt(at.group(1)), at.group(2)), csv);
        Reply page = new Reply(
                200,
                Map.of(
                        "Content-Type", "text/csv; charset=utf-8",
                        "Content-Disposition", "attachment; filename=\"subscribers.csv\"",
                        "Cache-Control", "no-store"),
                csv.toString());
        return next.map(following ->
                        page.with("Link", "</api/subscribers/export?cursor=" + following + ">; rel=\"next\""))
                .orElse(page);
    }

    private Optional<String> readers(Place from, StringBuilder csv) {
        Subscribers.Page page = subscribers.page(from, PAGE);
        page.subscribers().forEach(each -> csv.append(Csv.write(SubscriberLine.of(each))));
        return Optional.of(page.next()
                .map(place -> "readers-" + place.partition() + "-" + place.after())
                .orElse("suppressed"));
    }

    private Optional<String> suppressed(Matcher at, StringBuilder csv) {
        Optional<Suppressions.Listed> after =
                Optional.ofNullable(at.group(3)).map(key -> new Suppressions.Listed(key, Instant.parse(at.group(4))));
        List<Suppressions.Listed> page = suppressions.page(after, PAGE);
        page.forEach(listed -> csv.append(Csv.write(SubscriberLine.of(listed))));
        return page.size() < PAGE
                ? Optional.empty()
                : Optional.of("suppressed-" + page.get(PAGE - 1).addressKey() + "-"
                        + page.get(PAGE - 1).at());
    }

    /** Mails nobody. The same file twice changes nothing the second time. */
    public Reply bring(Request request) {
        if (!request.contentType().equals("text/csv")) {
            throw new ProblemReply(415, "unsupported-media-type", "Send CSV with Content-Type: text/csv.");
        }
        return repeats.once(request, () -> "", unused -> {
            List<Csv.Line> lines = Csv.read(new String(request.body(), StandardCharsets.UTF_8));
            List<String> head = lines.isEmpty() ? List.of() : lines.get(0).cells();
            if (!head.contains("email") || !head.contains("consentedAt") || !SubscriberLine.HEAD.containsAll(head)) {
                throw invalid(
                        "bad-head",
                        "The first line names the columns, at least email and consentedAt, of: "
                                + String.join(",", SubscriberLine.HEAD) + ".");
            }
            if (lines.size() - 1 > MOST_LINES) {
                throw invalid(
                        "too-many-lines",
                        "At most " + MOST_LINES + " lines below the first in one call, and these are "
                                + (lines.size() - 1) + ". Send the file in parts, each with the first line.");
            }
            return Reply.json(200, Json.write(take(head, lines.subList(1, lines.size()))));
        });
    }

    private static ProblemReply invalid(String code, String detail) {
        return new ProblemReply(422, code, detail).with(List.of(new Problem("", code, detail)));
    }

    /** What became of one line; a reason where it was not taken. */
    private record Taken(
            Csv.Line line, Optional<Brought> brought, boolean suppressed, boolean lifted, String code, String why) {

        static Taken not(Csv.Line line, String code, String why) {
            return new Taken(line, Optional.empty(), false, false, code, why);
        }
    }

    private ObjectNode take(List<String> head, List<Csv.Line> lines) {
        SiteSettings site = sites.current();
        Instant now = clock.instant();
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var under = new ArrayList<Future<Taken>>();
            lines.forEach(
                    line -> under.add(workers.submit(() -> take(new SubscriberLine.Cells(head, line), site, now))));
            var counts = new EnumMap<Brought, Integer>(Brought.class);
            int suppressed = 0;
            int lifted = 0;
            ArrayNode refused = Json.object().putArray("refused");
            for (Future<Taken> each : under) {
                Taken taken = each.get();
                taken.brought().ifPresent(brought -> counts.merge(brought, 1, Integer::sum));
                suppressed += taken.suppressed() ? 1 : 0;
                lifted += taken.lifted() ? 1 : 0;
                if (!taken.why().isEmpty()) {
                    refused.addObject()
                            .put("line", taken.line().number())
                            .put("code", taken.code())
                            .put("detail", taken.why());
                }
            }
            ObjectNode report = Json.object()
                    .put("lines", lines.size())
                    .put("added", counts.getOrDefault(Brought.ADDED, 0))
                    .put("known", counts.getOrDefault(Brought.KNOWN, 0))
                    .put("suppressed", suppressed)
                    .put("lifted", lifted);
            report.set("refused", refused);
            return report;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while subscribers were brought", stopped);
        } catch (ExecutionException failed) {
            // What was brought stays; the same file sent again brings the rest.
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } finally {
            workers.shutdownNow();
        }
    }

    private Taken take(SubscriberLine.Cells cells, SiteSettings site, Instant now) {
        var problems = new Problems();
        String state = cells.of("state");
        if (state.equals(SubscriberLine.SUPPRESSED) || state.equals(SubscriberLine.LIFTED)) {
            return list(cells, state.equals(SubscriberLine.LIFTED), problems, now);
        }
        if (!state.isEmpty() && !state.equals(SubscriberLine.ACTIVE)) {
            problems.add("/state", "unknown", "A state is active, suppressed or lifted.");
        }
        Optional<Subscriber> subscriber = SubscriberLine.read(cells, site, now, problems);
        if (subscriber.isEmpty()) {
            return invalid(cells, problems);
        }
        Brought brought = subscribers.bring(subscriber.get(), now);
        return switch (brought) {
            case ADDED, KNOWN -> new Taken(cells.line(), Optional.of(brought), false, false, "", "");
            case LEFT -> Taken.not(cells.line(), "left", "This person has left, and comes back only by subscribing.");
            case SUPPRESSED -> Taken.not(cells.line(), "suppressed", "This address is never to be written to.");
        };
    }

    /** Puts an address, or a key from an export, on the list of those that are never written to, or takes it off. */
    private Taken list(SubscriberLine.Cells cells, boolean lifts, Problems problems, Instant now) {
        String email = cells.of("email");
        boolean lifted = false;
        if (email.matches(SubscriberLine.KEY + "[\\w-]{43}")) {
            String key = email.substring(SubscriberLine.KEY.length());
            if (lifts) {
                lifted = subscribers.lift(key);
            } else {
                subscribers.suppress(key, now);
            }
        } else {
            Optional<EmailAddress> address = SubscriberLine.address(cells, problems);
            if (address.isPresent() && lifts) {
                lifted = subscribers.lift(address.get());
            } else if (address.isPresent()) {
                subscribers.suppress(address.get(), now);
            }
        }
        return problems.found().isEmpty()
                ? new Taken(cells.line(), Optional.empty(), !lifts, lifted, "", "")
                : invalid(cells, problems);
    }

    private static Taken invalid(SubscriberLine.Cells cells, Problems problems) {
        return Taken.not(cells.line(), "invalid", SubscriberLine.words(problems.found()));
    }
}
