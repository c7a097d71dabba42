package press.communique.core.page;

import java.util.List;
import press.communique.core.audience.Interest;
import press.communique.core.problem.Problem;

/**
 * A reader's choices as the form shows or sent them, and what is wrong with them. Texts are as they were typed.
 *
 * @param languages preferred first
 * @param selections what is wanted, one by one; none of them is lost or put together with another
 * @param hour from 0; empty for no choice
 * @param weekday 1 is Monday; empty for no choice
 * @param pause {@code none}, {@code open} or {@code until}
 * @param until a day, as {@code 2026-12-24}
 * @param problems their pointers are those of the preferences in JSON: {@code /interests/0/types/1}
 */
public record PreferencesForm(
        List<String> languages,
        List<Selection> selections,
        String timeZone,
        String hour,
        String weekday,
        String pause,
        String until,
        List<Problem> problems) {

    public static final String NO_PAUSE = "none";
    public static final String OPEN_PAUSE = "open";
    public static final String PAUSE_UNTIL = "until";

    public PreferencesForm {
        languages = List.copyOf(languages);
        selections = List.copyOf(selections);
        problems = List.copyOf(problems);
    }

    /** @param frequency its word; {@code never} for what is to come no more; empty if that was not said */
    public record Selection(List<String> types, List<String> topics, String frequency) {

        public static final String NEVER = "never";

        public Selection {
            types = List.copyOf(types);
            topics = List.copyOf(topics);
        }

        public static Selection of(Interest interest) {
            return new Selection(
                    interest.types(), interest.topics(), interest.frequency().word());
        }

        static Selection empty() {
            return new Selection(List.of(), List.of(), "");
        }
    }

    public PreferencesForm with(List<Problem> found) {
        return new PreferencesForm(languages, selections, timeZone, hour, weekday, pause, until, found);
    }
}
