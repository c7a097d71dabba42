package press.communique.local.engine;

import java.net.URI;

/** A running service that speaks the API of an AWS service on the loopback interface. */
public interface Engine extends AutoCloseable {

    /** Where it listens. */
    URI endpoint();

    @Override
    void close();
}
