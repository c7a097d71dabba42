package press.communique.api.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Pause;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.SubscriptionCheck;
import press.communique.core.page.Notice;
import press.communique.core.page.PreferencesForm;
import press.communique.core.problem.InvalidInput;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.audience.Readers;
import press.communique.store.site.Sites;

/**
 * Shows and changes what a reader receives. The link in every mail is all it takes, and it holds as long as the reader
 * does. Form and JSON say the same: every interest by itself, the time of digests, and a pause.
 */
public final class PreferencesRoute {

    private static final int ATTEMPTS = 5;

    private final ReaderTokens tokens;
    private final Readers readers;
    private final Sites sites;
    private final ReaderPages pages;
    private final InstantSource clock;

    public PreferencesRoute(ReaderTokens tokens, Readers readers, Sites sites, ReaderPages pages, InstantSource clock) {
        this.tokens = tokens;
        this.readers = readers;
        this.sites = sites;
        this.pages = pages;
        this.clock = clock;
    }

    public Reply show(Request request) {
        Optional<Reader> found = reader(request);
        if (found.isEmpty()) {
            return dead(request);
        }
        Preferences chosen = found.get().preferences();
        if (pages.wantsJson(request)) {
            return Reply.json(200, Json.write(json(chosen, clock.instant())));
        }
        PreferencesForm form = PreferencesFields.of(chosen, sites.current().timeZone(), clock.instant());
        return pages.preferences(200, request, found.get(), form);
    }

    public Reply change(Request request) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Reader> found = reader(request);
            if (found.isEmpty()) {
                return dead(request);
            }
            Reader reader = found.get();
            SiteSettings site = sites.current();
            boolean form = SubscriptionInput.isForm(request);
            Optional<PreferencesFields> fields =
                    form ? Optional.of(PreferencesFields.of(request.form())) : Optional.empty();
            JsonNode json =
                    fields.<JsonNode>map(sent -> sent.json(site.timeZone())).orElseGet(() -> Json.read(request.body()));
            var problems = new ArrayList<Problem>();
            Preferences wanted = wanted(json, reader, site, problems);
            if (form) {
                problems.addAll(Schemas.check("PreferencesForm", SubscriptionInput.json(request, true)));
                problems = new ArrayList<>(fields.get().here(problems));
            }
            if (!problems.isEmpty()) {
                if (form) {
                    return pages.preferences(
                            422, request, reader, fields.get().form().with(problems));
                }
                throw new InvalidInput(problems);
            }
            if (readers.choose(reader, wanted, clock.instant())) {
                return pages.done(request, wanted.languages().get(0), Notice.SAVED);
            }
        }
        throw new IllegalStateException("Too many changes of one reader at once");
    }

    /** Adds what is wrong to the problems; what is returned is only to be used if there are none. */
    private Preferences wanted(JsonNode json, Reader reader, SiteSettings site, List<Problem> problems) {
        var sense = new Problems();
        SubscriptionInput.ambiguous(json, sense);
        Preferences wanted = new SubscriptionCheck(site, !json.has("interests"))
                .preferences(SubscriptionInput.draft(json), language(reader, site), sense);
        Optional<Pause> pause = PauseInput.of(json, clock.instant(), sense);
        problems.addAll(SubscriptionInput.both(Schemas.check("Preferences", json), sense.found()));
        return wanted.pausing(pause);
    }

    /** Whoever has left has nothing to choose; the form to subscribe with is a step away. */
    private Optional<Reader> reader(Request request) {
        return tokens.readPreferences(request.query("token").orElse("")).flatMap(link -> readers.find(link.readerId())
                .filter(Reader::active)
                .filter(reader -> reader.epoch() == link.epoch()));
    }

    /** A true link of a reader who is not there any more leads to a reader who was erased. */
    private Reply dead(Request request) {
        boolean isErased = tokens.readPreferences(request.query("token").orElse(""))
                .filter(link -> readers.find(link.readerId()).isEmpty())
                .isPresent();
        return pages.deadLink(request, "", isErased ? Notice.ERASED : Notice.LINK_INVALID);
    }

    private static String language(Reader reader, SiteSettings site) {
        return reader.preferences().language(site.languages()).orElse(site.defaultLanguage());
    }

    static ObjectNode json(Preferences chosen, Instant now) {
        ObjectNode json = Json.object();
        texts(json, "languages", chosen.languages());
        var interests = json.putArray("interests");
        for (Interest interest : chosen.interests()) {
            ObjectNode one = interests.addObject();
            texts(one, "types", interest.types());
            texts(one, "topics", interest.topics());
            one.put("frequency", interest.frequency().word());
        }
        chosen.timeZone().ifPresent(zone -> json.put("timeZone", zone.getId()));
        chosen.hour().ifPresent(hour -> json.put("hour", hour));
        chosen.weekday().ifPresent(day -> json.put("weekday", day));
        if (chosen.paused(now)) {
            json.put("paused", true);
            chosen.pause().flatMap(Pause::until).ifPresent(until -> json.put("pausedUntil", until.toString()));
        }
        return json;
    }

    private static void texts(ObjectNode json, String name, Collection<String> texts) {
        var array = json.putArray(name);
        texts.forEach(array::add);
    }
}
