package press.communique.local.engine;

import java.net.URI;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A Jetty server with one handler on a port of its own, on the loopback interface only. */
public final class LoopbackServer implements AutoCloseable {

    /** AWS takes a path with an encoded or a doubled slash; what climbs up ({@code ..}) stays refused. */
    private static final UriCompliance ODD_PATHS = UriCompliance.DEFAULT.with(
            "odd paths",
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING);

    private final Server server;
    private final ServerConnector connector;

    private LoopbackServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts a server.
     *
     * @param name what its threads are called
     * @param port 0 for any free one
     * @throws java.io.IOException if the port is taken
     */
    public static LoopbackServer start(String name, int port, int threads, Handler handler) throws Exception {
        QueuedThreadPool pool = new QueuedThreadPool(threads, 4);
        pool.setName(name);
        pool.setDaemon(true);
        Server server = new Server(pool);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setUriCompliance(ODD_PATHS);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(120_000);
        connector.setAcceptedTcpNoDelay(true);
        server.addConnector(connector);
        server.setHandler(handler);
        server.setErrorHandler(LoopbackServer::refuse);
        server.setStopTimeout(1_000);
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
        return new LoopbackServer(server, connector);
    }

    /**
     * Answers what is no request at all, such as a path with {@code %00}. Jetty closes the connection after it without
     * saying so; a client that is not told sends its next request on it, and gets no answer.
     */
    private static boolean refuse(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(
                true,
                BufferUtil.toBuffer("{\"message\":\"" + HttpStatus.getMessage(response.getStatus()) + "\"}"),
                callback);
        return true;
    }

    public int port() {
        return connector.getLocalPort();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("A server could not be stopped", e);
        }
    }
}
