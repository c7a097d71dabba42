package press.communique.simulation.isolation;

import java.security.SecureRandom;
import press.communique.simulation.cloud.World;

/** What the functions take for secure chance: drawn from the world's seed. */
public final class Chance extends SecureRandom {

    public Chance() {
        super(null, null);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        World.current().chance().nextBytes(bytes);
    }

    @Override
    public int nextInt() {
        return World.current().chance().nextInt();
    }
}
