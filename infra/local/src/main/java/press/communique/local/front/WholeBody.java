package press.communique.local.front;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Waits for a request's body without a thread, so that a client that sends slowly holds up nobody: API Gateway too calls a
 * function only once the body is whole.
 */
final class WholeBody implements Runnable {

    /** What is too large is read on for a while, since a client that is still sending would not see its answer. */
    private static final long PATIENCE = 64L * 1024 * 1024;

    private final Request request;
    private final int most;
    private final Consumer<byte[]> whole;
    private final Consumer<Throwable> broken;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long seen;

    private WholeBody(Request request, int most, Consumer<byte[]> whole, Consumer<Throwable> broken) {
        this.request = request;
        this.most = most;
        this.whole = whole;
        this.broken = broken;
    }

    /**
     * @param most in bytes
     * @param whole gets the body, or null if it is larger than that
     */
    static void read(Request request, int most, Consumer<byte[]> whole, Consumer<Throwable> broken) {
        new WholeBody(request, most, whole, broken).run();
    }

    @Override
    public void run() {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                broken.accept(chunk.getFailure());
                return;
            }
            seen += chunk.remaining();
            if (seen <= most) {
                bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
            }
            boolean isLast = chunk.isLast() || seen > PATIENCE;
            chunk.release();
            if (isLast) {
                whole.accept(seen <= most ? bytes.toByteArray() : null);
                return;
            }
        }
    }
}
