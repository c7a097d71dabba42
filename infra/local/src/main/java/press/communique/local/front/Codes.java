package press.communique.local.front;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Authorization codes: good for one minute and for one try, whatever comes of that (RFC 6749, section 4.1.2). */
final class Codes {

    private static final Duration GOOD_FOR = Duration.ofMinutes(1);

    private final Map<String, Granted> granted = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    Codes(Clock clock) {
        this.clock = clock;
    }

    private record Granted(Sought sought, Person person, Instant until) {}

    /** Who came back with a code, and what was asked for when it was given. */
    record Redeemed(Sought sought, Person person) {}

    String grant(Sought sought, Person person) {
        Instant now = clock.instant();
        granted.values().removeIf(one -> !now.isBefore(one.until()));
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        granted.put(code, new Granted(sought, person, now.plus(GOOD_FOR)));
        return code;
    }

    Optional<Redeemed> redeem(String code) {
        return Optional.ofNullable(granted.remove(code))
                .filter(one -> clock.instant().isBefore(one.until()))
                .map(one -> new Redeemed(one.sought(), one.person()));
    }
}
