package press.communique.store.queue;

/** A message of the mail queue: {@code {"mailing":"01KB…-first","share":0}}. */
public record ShareMessage(String mailing, int share) {

    String json() {
        return "{\"mailing\":\"" + mailing + "\",\"share\":" + share + "}";
    }
}
