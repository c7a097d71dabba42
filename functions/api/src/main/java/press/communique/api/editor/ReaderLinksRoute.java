package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.audience.EmailAddress;
import press.communique.core.problem.Problems;
import press.communique.store.audience.Readers;

/** For a reader whose mails somebody else has: no link in them opens anything any more, and the next mail has new ones. */
public final class ReaderLinksRoute {

    private final Readers readers;
    private final Repeats repeats;
    private final InstantSource clock;

    public ReaderLinksRoute(Readers readers, Repeats repeats, InstantSource clock) {
        this.readers = readers;
        this.repeats = repeats;
        this.clock = clock;
    }

    /** Answers for how many readers: one, or none if the address is nobody's. */
    public Reply end(Request request) {
        return repeats.once(request, () -> "", unused -> {
            JsonNode json = Input.object(request, "ReaderLinksEnd");
            var problems = new Problems();
            Optional<EmailAddress> address = EmailAddress.parse(new Fields(json).text("email"));
            if (address.isEmpty()) {
                problems.add("/email", "bad-format", "This is no address that mail can be sent to.");
            }
            Input.refuse(Schemas.check("ReaderLinksEnd", json), problems.found());
            boolean ended = readers.idOf(address.orElseThrow())
                    .filter(id -> readers.raiseEpoch(id, clock.instant()))
                    .isPresent();
            return Reply.json(200, Json.write(Json.object().put("readers", ended ? 1 : 0)));
        });
    }
}
