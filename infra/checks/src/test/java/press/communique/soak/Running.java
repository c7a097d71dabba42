package press.communique.soak;

import java.io.IOException;
import java.net.http.HttpResponse;

/** The stack as its users know it: at one address, at times away. Whoever gets no answer asks again. */
final class Running {

    private static final long A_MOMENT = 100;
    private static final int TRY_AGAIN_LATER = 429;
    private static final int STILL_RUNNING = 409;

    private final Front front;
    private volatile String editor = "";
    private volatile String admin = "";
    private volatile boolean ended;

    Running(int port) {
        this.front = new Front(port);
    }

    Front front() {
        return front;
    }

    void serves(String editorToken, String adminToken) {
        editor = editorToken;
        admin = adminToken;
    }

    String editor() {
        return editor;
    }

    /** Nobody waits for it any more. */
    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    /** An answer that says whether it was done: never 5xx, and not that the same call is still being worked at. */
    HttpResponse<String> edit(String method, String path, String body, String... more) throws InterruptedException {
        return answer(method, path, body, () -> with("Bearer " + editor, "application/json", more));
    }

    HttpResponse<String> administer(String method, String path, String body, String type) throws InterruptedException {
        return answer(method, path, body, () -> with("Bearer " + admin, type));
    }

    HttpResponse<String> read(String method, String path, String body, String type) throws InterruptedException {
        return answer(method, path, body, () -> new String[] {"Content-Type", type});
    }

    private HttpResponse<String> answer(
            String method, String path, String body, java.util.function.Supplier<String[]> headers)
            throws InterruptedException {
        while (true) {
            try {
                HttpResponse<String> answer = front.send(method, path, body, headers.get());
                boolean running =
                        answer.statusCode() == STILL_RUNNING && answer.body().contains("running");
                if (answer.statusCode() < 500 && answer.statusCode() != TRY_AGAIN_LATER && !running) {
                    return answer;
                }
            } catch (IOException away) {
                // Asked again below.
            }
            if (ended) {
                throw new InterruptedException("the run is over");
            }
            Thread.sleep(A_MOMENT);
        }
    }

    private static String[] with(String token, String type, String... more) {
        var headers = new String[4 + more.length];
        headers[0] = "Authorization";
        headers[1] = token;
        headers[2] = "Content-Type";
        headers[3] = type;
        System.arraycopy(more, 0, headers, 4, more.length);
        return headers;
    }
}
