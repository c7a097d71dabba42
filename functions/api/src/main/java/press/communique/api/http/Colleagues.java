package press.communique.api.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.people.Person;
import press.communique.store.people.People;

/**
 * Keeps the names of those who change something, since afterwards only their ids are known.
 *
 * <p>An instance writes a name when it sees it first, and looks again a day later; so most calls write nothing. A name that
 * could not be kept is no reason to fail a call that has done what it should. For several threads.
 */
public final class Colleagues {

    private static final Logger LOG = LoggerFactory.getLogger(Colleagues.class);

    private static final Duration A_DAY = Duration.ofDays(1);

    private final People people;
    private final InstantSource clock;

    /** By id; a makeshift apart, so that somebody with tokens of both kinds is not news with each call. */
    private final Map<String, Met> met = new ConcurrentHashMap<>();

    private record Met(String name, Instant at) {}

    public Colleagues(People people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    /** Whoever this is has just changed something. */
    void met(Caller caller) {
        caller.person().ifPresent(this::met);
    }

    private void met(Person person) {
        Instant now = clock.instant();
        String key = person.isMakeshift() + " " + person.id();
        Met last = met.get(key);
        if (last != null
                && last.name().equals(person.name())
                && now.isBefore(last.at().plus(A_DAY))) {
            return;
        }
        try {
            people.met(person, now);
            met.put(key, new Met(person.name(), now));
        } catch (RuntimeException notKept) {
            // Without its message, which may say what was to be written.
            LOG.warn("A name could not be kept: {}", notKept.getClass().getSimpleName());
        }
    }
}
