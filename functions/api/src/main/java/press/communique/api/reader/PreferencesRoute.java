package press.communique.api.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.SubscriptionCheck;
import press.communique.core.audience.SubscriptionDraft;
import press.communique.core.page.Notice;
import press.communique.core.page.SubscribeForm;
import press.communique.core.problem.InvalidInput;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.audience.Readers;
import press.communique.store.site.Sites;

/**
 * Shows and changes what a reader receives. The link in every mail is all it takes, and it holds as long as the reader
 * does. The form shows several interests as one; JSON takes and gives them one by one.
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
            return pages.deadLink(request, "", Notice.LINK_INVALID);
        }
        Preferences chosen = found.get().preferences();
        if (pages.wantsJson(request)) {
            return Reply.json(200, Json.write(json(chosen)));
        }
        Interest overall = chosen.overall();
        return pages.preferences(
                200,
                request,
                found.get(),
                new SubscribeForm("", chosen.languages(), overall.types(), overall.topics(), List.of()));
    }

    public Reply change(Request request) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Reader> found = reader(request);
            if (found.isEmpty()) {
                return pages.deadLink(request, "", Notice.LINK_INVALID);
            }
            Reader reader = found.get();
            boolean form = SubscriptionInput.isForm(request);
            JsonNode json = SubscriptionInput.json(request, form);
            SubscriptionDraft draft = SubscriptionInput.draft(json);
            SiteSettings site = sites.current();
            var sense = new Problems();
            Preferences wanted = new SubscriptionCheck(site, !json.has("interests"))
                    .preferences(draft, language(reader, site), sense);
            List<Problem> problems = SubscriptionInput.both(
                    Schemas.check(form ? "PreferencesForm" : "Preferences", json), sense.found());
            if (!problems.isEmpty() && !form) {
                throw new InvalidInput(problems);
            }
            if (!problems.isEmpty()) {
                Interest interest = draft.interests().get(0);
                return pages.preferences(
                        422,
                        request,
                        reader,
                        new SubscribeForm("", draft.languages(), interest.types(), interest.topics(), problems));
            }
            if (form) {
                Interest lists = wanted.overall();
                Interest paced = new Interest(
                        lists.types(),
                        lists.topics(),
                        reader.preferences().overall().frequency());
                wanted = new Preferences(
                                wanted.languages(), List.of(paced), Optional.empty(), wanted.hour(), wanted.weekday())
                        .at(reader.preferences());
            }
            if (readers.choose(reader, wanted, clock.instant())) {
                return pages.done(request, wanted.languages().get(0), Notice.SAVED);
            }
        }
        throw new IllegalStateException("Too many changes of one reader at once");
    }

    /** Whoever has left has nothing to choose; the form to subscribe with is a step away. */
    private Optional<Reader> reader(Request request) {
        return tokens.readPreferences(request.query("token").orElse("")).flatMap(link -> readers.find(link.readerId())
                .filter(Reader::active)
                .filter(reader -> reader.epoch() == link.epoch()));
    }

    private static String language(Reader reader, SiteSettings site) {
        return reader.preferences().language(site.languages()).orElse(site.defaultLanguage());
    }

    private static ObjectNode json(Preferences chosen) {
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
        return json;
    }

    private static void texts(ObjectNode json, String name, Collection<String> texts) {
        var array = json.putArray(name);
        texts.forEach(array::add);
    }
}
