package press.communique.api.link;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses that everybody can reach from those that mean something else wherever one stands: this machine, its
 * network, its cloud's metadata.
 *
 * <p>After the IANA registries of special-purpose addresses
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry).
 * Of IPv6 only what is handed out as global unicast is taken, and of that nothing in which an IPv4 address is wrapped.
 */
final class PublicNetwork {

    private static final List<Block> NOT_PUBLIC = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8",
            "100.64.0.0/10", // carriers' own (RFC 6598)
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local, and the metadata of clouds
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24", // documentation
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: an IPv4 address inside
            "2620:4f:8000::/48",
            "3fff::/20"); // documentation

    /** Beyond it are loopback, IPv4 in IPv6, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), ULA, link-local and multicast. */
    private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

    private PublicNetwork() {}

    static boolean has(InetAddress address) {
        return (address instanceof Inet4Address || GLOBAL_UNICAST.contains(address))
                && NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
    }

    private static List<Block> blocks(String... all) {
        return Stream.of(all).map(Block::of).toList();
    }

    private record Block(byte[] start, int bits) {

        static Block of(String notation) {
            String[] parts = notation.split("/");
            try {
                return new Block(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException ours) {
                throw new IllegalArgumentException(notation, ours);
            }
        }

        boolean contains(InetAddress address) {
            byte[] other = address.getAddress();
            if (other.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((start[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
