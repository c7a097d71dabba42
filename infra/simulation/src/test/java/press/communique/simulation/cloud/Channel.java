package press.communique.simulation.cloud;

import java.util.HashSet;
import java.util.Set;
import press.communique.local.template.Queue;

/** The queue of a channel that somebody added, and who listens there. */
public final class Channel {

    static final String QUEUE = "a-channel";

    private final World world;
    private final Queues queues;
    private final Set<String> heard = new HashSet<>();

    Channel(World world, Queues queues) {
        this.world = world;
        this.queues = queues;
        queues.add(new Queue(QUEUE, QUEUE, false, false, 30, 0, 345_600, null, 0));
        queues.reader(QUEUE, delay -> world.after(delay + world.faults().delay(world.dice()), this::listen));
    }

    /** The bodies of all messages, each once however often it came. */
    public Set<String> heard() {
        return heard;
    }

    private void listen() {
        for (Queues.Message message : queues.receive(QUEUE, 10)) {
            heard.add(message.body());
            queues.delete(QUEUE, message);
        }
    }
}
