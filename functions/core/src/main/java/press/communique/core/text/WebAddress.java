package press.communique.core.text;

import java.net.URI;
import java.util.Set;

/** Tells what a browser can be sent to: an absolute address, http or https, with a host. */
public final class WebAddress {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private WebAddress() {}

    public static boolean is(String url) {
        try {
            return is(URI.create(url));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    static boolean is(URI address) {
        return address.getScheme() != null && SCHEMES.contains(address.getScheme()) && address.getHost() != null;
    }
}
