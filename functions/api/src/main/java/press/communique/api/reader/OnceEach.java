package press.communique.api.reader;

import java.util.function.Supplier;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.audience.AddressSeal;

/** Carries out what a link's owner asks for once for each {@code Idempotency-Key}; the key belongs to the link. */
public final class OnceEach {

    private final Repeats repeats;
    private final AddressSeal seal;

    public OnceEach(Repeats repeats, AddressSeal seal) {
        this.repeats = repeats;
        this.seal = seal;
    }

    public Reply answer(Request request, Supplier<Reply> action) {
        return repeats.once(remembered(request), () -> "", unused -> action.get());
    }

    /** What is kept of a request must not hold what its sender can be guessed from. */
    private Request remembered(Request request) {
        return request.as(request.path() + "?" + request.query("token").orElse(""), seal.fingerprint(request.body()));
    }
}
