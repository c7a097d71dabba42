package press.communique.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that want to keep others from being served, all at once. */
final class Hostile implements AutoCloseable {

    private static final int SLOW_BODIES = 150;
    private static final int HALF_REQUESTS = 500;
    private static final int GIANT_HEADERS = 50;
    private static final int GIANT = 100_000;

    private final InetSocketAddress address;
    private final List<SocketChannel> open = new ArrayList<>();
    private int refused;
    private int tooLarge;

    Hostile(int port) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** @param connections that are opened and say nothing */
    void attack(int connections) {
        for (int i = 0; i < SLOW_BODIES; i++) {
            begin(
                    "POST /api/posts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{");
        }
        for (int i = 0; i < HALF_REQUESTS; i++) {
            begin("GET / HTTP/1.1\r\nHost: loc");
        }
        for (int i = 0; i < GIANT_HEADERS; i++) {
            giantHeader();
        }
        for (int i = 0; i < connections; i++) {
            begin("");
        }
    }

    /** A byte more for each, so that none looks idle. */
    void goOn() {
        for (int i = 0; i < SLOW_BODIES + HALF_REQUESTS && i < open.size(); i++) {
            try {
                open.get(i).write(ByteBuffer.wrap(new byte[] {' '}));
            } catch (IOException gone) {
                // The stack may well send it away.
            }
        }
    }

    String told() {
        return open.size() + " connections held, " + refused + " not let in; " + tooLarge + " of " + GIANT_HEADERS
                + " giant headers answered with 431";
    }

    int tooLarge() {
        return tooLarge;
    }

    private void begin(String text) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.socket().connect(address, 5_000);
            channel.configureBlocking(false);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            open.add(channel);
        } catch (IOException notLetIn) {
            refused++;
        }
    }

    private void giantHeader() {
        try (var socket = new Socket()) {
            socket.connect(address, 5_000);
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: localhost\r\nX-Giant: " + "x".repeat(GIANT) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            if (line.endsWith("431")) {
                tooLarge++;
            }
        } catch (IOException cutOff) {
            // That, too, is an answer.
        }
    }

    @Override
    public void close() {
        for (SocketChannel channel : open) {
            try {
                channel.close();
            } catch (IOException gone) {
                // It is what was wanted.
            }
        }
    }
}
