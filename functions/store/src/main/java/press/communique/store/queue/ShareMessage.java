package press.communique.store.queue;

import press.communique.core.mail.Mailing;
import press.communique.store.log.Correlation;

/**
 * A message of a mail queue: {@code {"mailing":"01KB…-first","share":0,"cause":"…"}}. The cause is the call that it all began
 * with, for logs.
 *
 * @param urgent which queue it belongs into; not part of the message
 */
public record ShareMessage(String mailing, int share, boolean urgent) {

    /** One that is in no hurry. */
    public ShareMessage(String mailing, int share) {
        this(mailing, share, false);
    }

    public static ShareMessage of(Mailing mailing, int share) {
        return new ShareMessage(mailing.id(), share, mailing.urgent());
    }

    String json() {
        String cause =
                Correlation.current().map(id -> ",\"cause\":\"" + id + "\"").orElse("");
        return "{\"mailing\":\"" + mailing + "\",\"share\":" + share + cause + "}";
    }
}
