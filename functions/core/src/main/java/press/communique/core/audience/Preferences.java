package press.communique.core.audience;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import press.communique.core.post.Content;

/**
 * What a reader asked for.
 *
 * <pre>{@code
 * Optional<String> edition = preferences.edition(content, Frequency.IMMEDIATE);
 * }</pre>
 *
 * @param languages of the editions to send, the preferred first; no other language is ever sent
 * @param interests at least one; the fastest that matches a post wins
 * @param timeZone of the reader; the site's where it is absent
 * @param hour of the reader's day at which digests come, 0 to 23
 * @param weekday on which the weekly digest comes, 1 (Monday) to 7
 * @param pause in which no mail is wanted; ask {@link #paused}, since it may be over
 */
public record Preferences(
        List<String> languages,
        List<Interest> interests,
        Optional<ZoneId> timeZone,
        OptionalInt hour,
        OptionalInt weekday,
        Optional<Pause> pause) {

    /** So many interests are kept when requests add up; the newest stay. */
    public static final int MOST_INTERESTS = 50;

    /** At which hour and on which day digests come to whoever did not choose: Monday, in the morning. */
    public static final int USUAL_HOUR = 8;

    public static final int USUAL_WEEKDAY = 1;

    public Preferences {
        languages = List.copyOf(languages);
        interests = List.copyOf(interests);
    }

    /** Without a pause. */
    public Preferences(
            List<String> languages,
            List<Interest> interests,
            Optional<ZoneId> timeZone,
            OptionalInt hour,
            OptionalInt weekday) {
        this(languages, interests, timeZone, hour, weekday, Optional.empty());
    }

    /** Without a time of day. */
    public static Preferences of(List<String> languages, List<Interest> interests) {
        return new Preferences(languages, interests, Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /** The language in which this reader is to be sent the post at this pace; empty if the reader is not. */
    public Optional<String> edition(Content post, Frequency pace) {
        return frequency(post.type(), post.topics()).equals(Optional.of(pace))
                ? language(post.editions().keySet())
                : Optional.empty();
    }

    /** How soon this reader wants to hear of such a post; empty if not at all. */
    public Optional<Frequency> frequency(String type, Collection<String> topics) {
        return interests.stream()
                .filter(interest -> interest.matches(type, topics))
                .map(Interest::frequency)
                .min(Frequency::compareTo);
    }

    /** Whether anything that this reader wants comes in digests. */
    public boolean wantsDigests() {
        return interests.stream().anyMatch(interest -> interest.frequency() != Frequency.IMMEDIATE);
    }

    /** The hour of the reader's day at which digests come. */
    public int digestHour() {
        return hour.orElse(USUAL_HOUR);
    }

    /** The day on which the weekly one comes. */
    public DayOfWeek digestDay() {
        return DayOfWeek.of(weekday.orElse(USUAL_WEEKDAY));
    }

    /** Whether no mail at all is to go to this reader now. */
    public boolean paused(Instant now) {
        return pause.map(known -> known.holds(now)).orElse(false);
    }

    /** The same with another pause, or none. */
    public Preferences pausing(Optional<Pause> other) {
        return new Preferences(languages, interests, timeZone, hour, weekday, other);
    }

    /** The first of the reader's languages that is among these. */
    public Optional<String> language(Collection<String> available) {
        return languages.stream().filter(available::contains).findFirst();
    }

    /** Both together: what a second request adds to the first. Times of the newer one win, and it ends a pause. */
    public Preferences and(Preferences newer) {
        var allLanguages = new LinkedHashSet<>(languages);
        allLanguages.addAll(newer.languages);
        var allInterests = new LinkedHashSet<>(interests);
        allInterests.removeAll(newer.interests);
        allInterests.addAll(newer.interests);
        var kept = new ArrayList<>(allInterests);
        return new Preferences(
                List.copyOf(allLanguages),
                kept.subList(Math.max(0, kept.size() - MOST_INTERESTS), kept.size()),
                newer.timeZone.or(() -> timeZone),
                newer.hour.isPresent() ? newer.hour : hour,
                newer.weekday.isPresent() ? newer.weekday : weekday);
    }
}
