package press.communique.api.link;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which links may be asked for. What is not {@link #STRICT} is for tests.
 *
 * @param ports in these only
 * @param isPublic whether an address may be connected to
 */
public record LinkPolicy(Resolver resolver, Predicate<InetAddress> isPublic, Set<Integer> ports) {

    /** The public Internet, at the ports of the web. */
    public static final LinkPolicy STRICT = new LinkPolicy(Resolver.SYSTEM, PublicNetwork::has, Set.of(80, 443));

    /**
     * What to connect to: these addresses and no others, so that nothing can be resolved to something else after it was
     * looked at.
     */
    record Target(URI url, String host, int port, List<InetAddress> addresses) {

        boolean isSecure() {
            return url.getScheme().equalsIgnoreCase("https");
        }
    }

    /** Whoever asks must not go there. */
    static final class Refused extends Exception {
        Refused(String why) {
            super(why);
        }
    }

    /**
     * @throws Refused if the link is none of the web, or one of the host's addresses is not public
     * @throws UnknownHostException if there is no such host
     */
    Target target(URI link) throws Refused, UnknownHostException {
        String scheme = link.getScheme() == null ? "" : link.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new Refused("It is no address of the web.");
        }
        String host = host(link);
        int port = link.getPort() != -1 ? link.getPort() : scheme.equals("https") ? 443 : 80;
        if (!ports.contains(port)) {
            throw new Refused("It leads to port " + port + ", where the web is not.");
        }
        List<InetAddress> addresses = resolver.resolve(host);
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        if (!addresses.stream().allMatch(isPublic)) {
            throw new Refused("It leads into a private network.");
        }
        return new Target(
                link,
                host,
                port,
                addresses.stream()
                        .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                        .toList());
    }

    private static String host(URI link) throws Refused {
        String host = link.getHost();
        if (host == null && link.getRawAuthority() != null) {
            // Names in other scripts and numbers of all notations; what they stand for is looked at next.
            host = link.getRawAuthority().replaceFirst("^.*@", "").replaceFirst(":[0-9]*$", "");
        }
        try {
            String ascii = host == null ? "" : host.startsWith("[") ? host : IDN.toASCII(host);
            if (!ascii.isBlank()) {
                return ascii;
            }
        } catch (IllegalArgumentException noName) {
            throw new Refused("It names no host.");
        }
        throw new Refused("It names no host.");
    }
}
