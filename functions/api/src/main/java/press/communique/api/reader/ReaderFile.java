package press.communique.api.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import press.communique.api.http.Json;
import press.communique.core.audience.Recipient;
import press.communique.store.audience.Readers;
import press.communique.store.mailing.ReaderMails;

/**
 * Everything that is held about a reader, as JSON: the address, the choices, when the reader agreed, whatever else stands
 * in the reader's item, and the mails of the time for which that is kept.
 */
public final class ReaderFile {

    /** Where things are in the table, and hashes made of the address, tell the reader nothing. */
    private static final Set<String> OURS = Set.of("pk", "sk", "v", "addressKey");

    private final Readers readers;
    private final ReaderMails mails;

    public ReaderFile(Readers readers, ReaderMails mails) {
        this.readers = readers;
        this.mails = mails;
    }

    ObjectNode of(Recipient recipient, Instant now) {
        String id = recipient.reader().id();
        ObjectNode json = Json.object();
        json.put("address", recipient.address().value());
        json.set("preferences", PreferencesRoute.json(recipient.reader().preferences(), now));
        ObjectNode record = json.putObject("record");
        readers.everything(id).forEach((name, value) -> {
            if (!OURS.contains(name)) {
                record.putPOJO(name, value);
            }
        });
        var sent = json.putArray("mails");
        mails.of(id, now).forEach(mail -> {
            ObjectNode one = sent.addObject();
            if (!mail.mailing().isDigest()) {
                one.put("post", mail.mailing().postId());
            }
            one.put("reason", mail.mailing().intent());
            mail.at().ifPresent(at -> one.put("at", at.toString()));
            one.put("outcome", mail.outcome());
            if (!mail.language().isEmpty()) {
                one.put("language", mail.language());
            }
        });
        return json;
    }
}
