package press.communique.api.reader;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import press.communique.api.http.Json;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionDraft;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.page.Pages;
import press.communique.core.page.SitePaths;
import press.communique.core.page.SubscribeForm;
import press.communique.core.problem.InvalidInput;
import press.communique.core.site.SiteSettings;
import press.communique.store.audience.RequestSources;
import press.communique.store.audience.SubscriptionRequests;
import press.communique.store.queue.LetterMessages;
import press.communique.store.site.Sites;

/**
 * Takes a wish to subscribe. It answers in the same words, after the same work, whether or not the address is known: it
 * is not even looked up.
 */
public final class SubscribeRoute {

    private static final String CHECK_YOUR_MAIL =
            Json.write(Json.object().put("message", "Check your mail. A link to confirm with is on its way."));

    private final Sites sites;
    private final SubscriptionRequests requests;
    private final RequestSources sources;
    private final LetterMessages queue;
    private final Repeats repeats;
    private final AddressSeal seal;
    private final URI siteUrl;
    private final InstantSource clock;

    public SubscribeRoute(
            Sites sites,
            SubscriptionRequests requests,
            RequestSources sources,
            LetterMessages queue,
            Repeats repeats,
            AddressSeal seal,
            URI siteUrl,
            InstantSource clock) {
        this.sites = sites;
        this.requests = requests;
        this.sources = sources;
        this.queue = queue;
        this.repeats = repeats;
        this.seal = seal;
        this.siteUrl = siteUrl;
        this.clock = clock;
    }

    public Reply subscribe(Request request) {
        SiteSettings site = sites.current();
        SubscriptionInput input = SubscriptionInput.of(request, site);
        if (!input.problems().isEmpty()) {
            if (input.form()) {
                return Reply.html(422, formAgain(site, input));
            }
            throw new InvalidInput(input.problems());
        }
        return repeats.once(withoutAddress(request), Reader::newId, id -> {
            take(id, request.source(), input.request());
            return input.form()
                    ? Reply.empty(303)
                            .with(
                                    "Location",
                                    SitePaths.encode(new SitePaths(site)
                                            .checkYourMail(input.request().language())))
                    : Reply.json(202, CHECK_YOUR_MAIL);
        });
    }

    /** The same work for every address; how many letters it gets is seen to where they are sent. */
    private void take(String id, String source, SubscriptionRequest request) {
        Instant now = clock.instant();
        if (sources.take(source, now)) {
            requests.open(id, request, now);
            queue.confirmation(id);
        }
    }

    private String formAgain(SiteSettings site, SubscriptionInput input) {
        SubscriptionDraft draft = input.draft();
        Interest interest = draft.interests().get(0);
        var form = new SubscribeForm(
                draft.email(),
                interest.frequency(),
                draft.languages(),
                interest.types(),
                interest.topics(),
                List.copyOf(input.problems()));
        return new Pages(site, siteUrl).subscribe(input.request().language(), form);
    }

    /** For the memory of repeated requests, which must not hold what an address can be guessed from. */
    private Request withoutAddress(Request request) {
        return request.as(request.path(), seal.fingerprint(request.body()));
    }
}
