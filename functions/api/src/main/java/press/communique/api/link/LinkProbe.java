package press.communique.api.link;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks one address for one link and reads the head of the answer, never its body.
 *
 * <p>By hand, since it must connect to the very address that was looked at (the JDK's client resolves names itself), and
 * end in time whatever the other side does: the socket is closed then. Safe for several threads.
 */
final class LinkProbe {

    private static final Duration TO_CONNECT = Duration.ofSeconds(2);

    /** In bytes: more than any honest answer's head has. */
    private static final int LONGEST_HEAD = 32_768;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( [^\r\n]*)?\r?\n");
    private static final Pattern LOCATION =
            Pattern.compile("^location:[ \t]*([^\r\n]*?)[ \t]*\r?$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private static final ScheduledExecutorService CLOSER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "link-closer");
        thread.setDaemon(true);
        return thread;
    });

    private final SSLSocketFactory tls;

    LinkProbe(SSLSocketFactory tls) {
        this.tls = tls;
    }

    /** @param location where a redirect leads, as it was sent */
    record Answer(int status, Optional<String> location) {}

    /** @throws IOException if there is no answer in time that HTTP knows */
    Answer ask(LinkPolicy.Target target, InetAddress address, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(new InetSocketAddress(address, target.port()), (int)
                    Math.max(1, Math.min(TO_CONNECT.toMillis(), time.toMillis())));
            Future<?> closing = CLOSER.schedule(
                    () -> {
                        socket.close();
                        return null;
                    },
                    end - System.nanoTime(),
                    TimeUnit.NANOSECONDS);
            try (Socket talking = target.isSecure() ? secured(socket, target) : socket) {
                talking.getOutputStream().write(request(target).getBytes(StandardCharsets.US_ASCII));
                talking.getOutputStream().flush();
                return answer(new BufferedInputStream(talking.getInputStream()));
            } catch (IOException broken) {
                if (System.nanoTime() >= end) {
                    throw new SocketTimeoutException("No answer in time");
                }
                throw broken;
            } finally {
                closing.cancel(false);
            }
        }
    }

    /** The certificate must be one for the link's host, whatever address it has. */
    private Socket secured(Socket socket, LinkPolicy.Target target) throws IOException {
        var secured = (SSLSocket) tls.createSocket(socket, target.host(), target.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static String request(LinkPolicy.Target target) {
        URI url = URI.create(target.url().toASCIIString());
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String port = url.getPort() == -1 ? "" : ":" + url.getPort();
        return "GET " + path + query + " HTTP/1.1\r\nHost: " + target.host() + port
                + "\r\nUser-Agent: Communique (link check)\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }

    private static Answer answer(InputStream in) throws IOException {
        int left = LONGEST_HEAD;
        while (true) {
            String head = head(in, left);
            left -= head.length();
            Matcher status = STATUS.matcher(head);
            if (!status.lookingAt()) {
                throw new ProtocolException("Not HTTP");
            }
            int code = Integer.parseInt(status.group(1));
            // What comes before the answer, such as 103 Early Hints (RFC 9110, section 15.2).
            if (code >= 200) {
                Matcher location = LOCATION.matcher(head);
                return new Answer(code, location.find() ? Optional.of(location.group(1)) : Optional.empty());
            }
        }
    }

    /** Up to the empty line. */
    private static String head(InputStream in, int most) throws IOException {
        var head = new ByteArrayOutputStream();
        int newLines = 0;
        while (newLines < 2) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The answer ends in its head");
            }
            if (head.size() >= most) {
                throw new ProtocolException("The head has no end");
            }
            head.write(next);
            newLines = next == '\n' ? newLines + 1 : next == '\r' ? newLines : 0;
        }
        return head.toString(StandardCharsets.UTF_8);
    }
}
