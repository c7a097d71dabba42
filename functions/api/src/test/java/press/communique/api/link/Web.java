package press.communique.api.link;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers on a port of this machine with whatever bytes a test gives it, also such as no server of good will sends. */
public final class Web implements AutoCloseable {

    static final String SILENCE = "(silence)";
    static final String ENDLESS = "(endless)";

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    public Web() {
        try {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(() -> {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                threads.submit(() -> {
                    talk(socket);
                    return null;
                });
            }
            return null;
        });
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url(String host, String path) {
        return "http://" + host + ":" + port() + path;
    }

    /** @param target path and query */
    public void answer(String target, String bytes) {
        answers.put(target, bytes);
    }

    /** The heads of all requests that came. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void talk(Socket socket) throws IOException {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var head = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.append(line).append("\r\n");
            }
            asked.add(head.toString());
            String answer = answers.getOrDefault(head.toString().split(" ")[1], "HTTP/1.1 404 Not Found\r\n\r\n");
            OutputStream out = socket.getOutputStream();
            if (answer.equals(SILENCE)) {
                socket.getInputStream().read();
            } else if (answer.equals(ENDLESS)) {
                out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                while (!Thread.currentThread().isInterrupted()) {
                    out.write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            } else {
                out.write(answer.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
