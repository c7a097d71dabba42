package press.communique.api.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/** Asks for one link and follows where it leads; every step is looked at as the first one was. */
final class LinkCheck {

    /** For all steps together. */
    private static final Duration TIME = Duration.ofSeconds(5);

    private static final int MOST_STEPS = 6;

    /** A host's further addresses are tried if the first cannot be connected to. */
    private static final int MOST_ADDRESSES = 2;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> NOT_FOR_US = Set.of(401, 402, 403, 405, 406, 407, 429, 451, 999);

    private final LinkPolicy policy;
    private final LinkProbe probe;

    LinkCheck(LinkPolicy policy, SSLSocketFactory tls) {
        this.policy = policy;
        this.probe = new LinkProbe(tls);
    }

    LinkVerdict check(URI link) {
        long end = System.nanoTime() + TIME.toNanos();
        URI url = link;
        for (int step = 1; step <= MOST_STEPS; step++) {
            LinkProbe.Answer answer;
            try {
                answer = ask(policy.target(url), end);
            } catch (LinkPolicy.Refused refused) {
                String where = step == 1 ? refused.getMessage() : "It is redirected. " + refused.getMessage();
                return new LinkVerdict(LinkVerdict.Kind.REFUSED, 0, where);
            } catch (IOException none) {
                return new LinkVerdict(LinkVerdict.Kind.UNANSWERED, 0, why(none));
            }
            if (!REDIRECTS.contains(answer.status())) {
                return verdict(answer.status());
            }
            Optional<URI> next = next(url, answer);
            if (next.isEmpty()) {
                return new LinkVerdict(
                        LinkVerdict.Kind.BROKEN, answer.status(), "It is redirected to what is no address.");
            }
            url = next.get();
        }
        return new LinkVerdict(
                LinkVerdict.Kind.BROKEN, 302, "It is redirected more than " + (MOST_STEPS - 1) + " times.");
    }

    private LinkProbe.Answer ask(LinkPolicy.Target target, long end) throws IOException {
        IOException failed = null;
        for (InetAddress address : target.addresses()
                .subList(0, Math.min(MOST_ADDRESSES, target.addresses().size()))) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                return probe.ask(target, address, Duration.ofNanos(left));
            } catch (SSLException notTrusted) {
                throw notTrusted;
            } catch (IOException unreachable) {
                failed = unreachable;
            }
        }
        throw failed == null ? new SocketTimeoutException() : failed;
    }

    private static Optional<URI> next(URI from, LinkProbe.Answer answer) {
        // The JDK would put a relative address right behind the host.
        URI base = from.getRawPath() == null || from.getRawPath().isEmpty() ? from.resolve("/") : from;
        try {
            return answer.location().filter(location -> !location.isEmpty()).map(base::resolve);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static LinkVerdict verdict(int status) {
        if (status < 400) {
            return LinkVerdict.WORKS;
        }
        return NOT_FOR_US.contains(status)
                ? new LinkVerdict(
                        LinkVerdict.Kind.CLOSED, status, "It answers " + status + ", perhaps to programs only.")
                : new LinkVerdict(LinkVerdict.Kind.BROKEN, status, "It answers " + status + ".");
    }

    private static String why(IOException none) {
        if (none instanceof UnknownHostException) {
            return "There is no such host.";
        }
        if (none instanceof SSLException) {
            return "Its certificate is not in order.";
        }
        return none instanceof SocketTimeoutException ? "It does not answer in time." : "It does not answer.";
    }
}
