package press.communique.site.media;

import press.communique.core.media.Refusal;

/** An upload that is not taken. That is the sender's mistake, not trouble of ours. */
final class Refused extends Exception {

    private final transient Refusal refusal;

    Refused(String code, String detail) {
        super(code + ": " + detail);
        this.refusal = new Refusal(code, detail);
    }

    static Refused damaged() {
        return new Refused("damaged", "The file breaks off or is damaged; export it again and send that.");
    }

    Refusal refusal() {
        return refusal;
    }
}
