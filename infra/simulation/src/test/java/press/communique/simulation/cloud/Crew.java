package press.communique.simulation.cloud;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/** The threads that tasks run on, one at a time; kept from history to history. */
public final class Crew implements AutoCloseable {

    private final Deque<Hand> idle = new ArrayDeque<>();
    private final ClassLoader loader;
    private volatile boolean isClosed;

    /** @param loader in which the functions find what they look for by name */
    public Crew(ClassLoader loader) {
        this.loader = loader;
    }

    void handTo(Task task) {
        if (task.hasThread()) {
            task.take();
            return;
        }
        Hand hand = idle.isEmpty() ? new Hand() : idle.pop();
        hand.give(task);
    }

    @Override
    public void close() {
        isClosed = true;
        idle.forEach(hand -> LockSupport.unpark(hand.thread));
    }

    private final class Hand implements Runnable {
        private final Thread thread = new Thread(null, this, "task", 1 << 20);
        private volatile Task next;

        Hand() {
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            thread.start();
        }

        void give(Task task) {
            task.thread(thread);
            next = task;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            while (!isClosed) {
                Task task = next;
                if (task == null) {
                    LockSupport.park(this);
                } else {
                    next = null;
                    task.enter();
                    task.run(() -> idle.push(this));
                    task.over();
                }
            }
        }
    }
}
