package press.communique.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code ./mvnw -Psoak -Dkills=100 -Dminutes=30}: the local stack in its own process is killed again and again, then put
 * under load. Ends with an error if anything that was promised does not hold.
 *
 * <p>Properties: {@code kills} (5), {@code minutes} (1), {@code seed} (drawn, and printed).
 */
public final class Soak {

    /** So many a stack goes through; then its books are looked at, and another begins. */
    private static final int KILLS_OF_ONE = 25;

    private Soak() {}

    public static void main(String[] arguments) throws Exception {
        int kills = Integer.getInteger("kills", 5);
        int minutes = Integer.getInteger("minutes", 1);
        String given = System.getProperty("seed", "");
        long seed = given.isBlank() ? System.nanoTime() & 0xffff_ffffL : Long.parseLong(given);
        System.out.printf(
                "Soak: %d kills, %d minutes of load, -Dseed=%d, JDK %s, %d cores%n",
                kills, minutes, seed, Runtime.version(), Runtime.getRuntime().availableProcessors());
        boolean sound = true;
        for (int done = 0; done < kills && sound; done += KILLS_OF_ONE) {
            sound = new Kills(folder(), freePort(), seed + done).run(Math.min(KILLS_OF_ONE, kills - done));
        }
        if (minutes > 0) {
            sound &= new Load(folder(), freePort(), seed).run(minutes);
        }
        System.exit(sound ? 0 : 1);
    }

    private static Path folder() throws IOException {
        return Files.createTempDirectory("communique-soak");
    }

    /** One for all starts of a run, since the site's addresses have it in them. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
