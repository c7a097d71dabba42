package press.communique.local.mail;

/** A request that SES refuses: its error's name and HTTP status. */
final class SesProblem extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    private SesProblem(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    static SesProblem badRequest(String message) {
        return new SesProblem(400, "BadRequestException", message);
    }

    static SesProblem rejected(String message) {
        return new SesProblem(400, "MessageRejected", message);
    }

    static SesProblem tooManyRequests(String message) {
        return new SesProblem(429, "TooManyRequestsException", message);
    }

    static SesProblem limitExceeded(String message) {
        return new SesProblem(400, "LimitExceededException", message);
    }

    static SesProblem paused() {
        return new SesProblem(400, "SendingPausedException", "Sending is paused for this account.");
    }

    static SesProblem notFound(String message) {
        return new SesProblem(404, "NotFoundException", message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
