package press.communique.api.reader;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.audience.FreshLink;
import press.communique.core.audience.FreshLink.Purpose;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.Recipient;
import press.communique.core.page.Notice;
import press.communique.core.problem.InvalidInput;
import press.communique.core.problem.Problem;
import press.communique.store.audience.Erasures;
import press.communique.store.audience.FreshLinks;
import press.communique.store.audience.Readers;
import press.communique.store.queue.LetterMessages;

/**
 * Downloads and erases, each by a fresh link of its own: the link in a mail, which may have been forwarded, only asks
 * for one. A GET shows a page with a button and changes nothing.
 */
public final class FreshLinkRoutes {

    private final ReaderTokens tokens;
    private final Readers readers;
    private final FreshLinks links;
    private final Erasures erasures;
    private final ReaderFile file;
    private final LetterMessages queue;
    private final ReaderPages pages;
    private final InstantSource clock;

    public FreshLinkRoutes(
            ReaderTokens tokens,
            Readers readers,
            FreshLinks links,
            Erasures erasures,
            ReaderFile file,
            LetterMessages queue,
            ReaderPages pages,
            InstantSource clock) {
        this.tokens = tokens;
        this.readers = readers;
        this.links = links;
        this.erasures = erasures;
        this.file = file;
        this.queue = queue;
        this.pages = pages;
        this.clock = clock;
    }

    /** Mails a link to the reader's address; after a few a day it only says so. */
    public Reply send(Request request) {
        Optional<Reader> reader = tokens.readPreferences(request.query("token").orElse(""))
                .flatMap(link -> readers.find(link.readerId())
                        .filter(Reader::active)
                        .filter(found -> found.epoch() == link.epoch()));
        if (reader.isEmpty()) {
            return pages.deadLink(request, "", Notice.LINK_INVALID);
        }
        Purpose purpose = purpose(request);
        links.open(reader.get(), purpose, clock.instant()).ifPresent(queue::link);
        return pages.done(request, reader.get().preferences().languages().get(0), Notice.FRESH_LINK);
    }

    public Reply askToDownload(Request request) {
        return ask(request, Purpose.DOWNLOAD, Notice.DOWNLOAD);
    }

    public Reply askToErase(Request request) {
        return ask(request, Purpose.ERASE, Notice.ERASE);
    }

    public Reply download(Request request) {
        Optional<Recipient> owner = link(request, Purpose.DOWNLOAD).flatMap(this::owner);
        return owner.isPresent()
                ? Reply.json(200, Json.write(file.of(owner.get(), clock.instant())))
                        .with("Content-Disposition", "attachment; filename=\"my-data.json\"")
                : pages.deadLink(request, "", Notice.LINK_EXPIRED);
    }

    public Reply erase(Request request) {
        Optional<FreshLink> link = link(request, Purpose.ERASE);
        Optional<Reader> reader = link.flatMap(known -> readers.find(known.readerId()));
        if (link.isPresent() && reader.isEmpty()) {
            return pages.deadLink(request, "", Notice.ERASED);
        }
        boolean erased = link.isPresent()
                && erasures.erase(link.get().readerId(), link.get().epoch(), clock.instant());
        return erased
                ? pages.done(request, reader.get().preferences().languages().get(0), Notice.ERASED)
                : pages.deadLink(request, "", Notice.LINK_EXPIRED);
    }

    private Reply ask(Request request, Purpose purpose, Notice notice) {
        Optional<Recipient> owner = link(request, purpose).flatMap(this::owner);
        return owner.isPresent()
                ? pages.button(
                        request,
                        owner.get().reader().preferences().languages().get(0),
                        notice,
                        request.query("token").orElse(""))
                : pages.deadLink(request, "", Notice.LINK_EXPIRED);
    }

    private Optional<FreshLink> link(Request request, Purpose purpose) {
        Instant now = clock.instant();
        return tokens.readFresh(purpose, request.query("token").orElse(""), now)
                .flatMap(id -> links.find(id, now))
                .filter(link -> link.purpose() == purpose);
    }

    private Optional<Recipient> owner(FreshLink link) {
        return readers.recipient(link.readerId()).filter(owner -> owner.reader().epoch() == link.epoch());
    }

    private static Purpose purpose(Request request) {
        boolean form = SubscriptionInput.isForm(request);
        JsonNode json = SubscriptionInput.json(request, form);
        List<Problem> problems = Schemas.check("FreshLink", json);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return Purpose.of(json.get("for").asText());
    }
}
