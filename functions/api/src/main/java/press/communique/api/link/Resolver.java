package press.communique.api.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface Resolver {

    /** The one that the machine uses. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** @param host a name, or an address as it stands in a link */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
