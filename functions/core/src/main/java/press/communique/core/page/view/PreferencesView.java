package press.communique.core.page.view;

import java.util.List;
import press.communique.core.page.view.FormView.Choice;
import press.communique.core.page.view.FormView.Select;

/**
 * A reader's preferences, to change them.
 *
 * @param summary links to the fields that have a problem, with the words that stand there
 * @param zones by region; the first one has no name and holds what belongs to none
 * @param links where a fresh link is asked for
 * @param leave where a reader can unsubscribe
 */
public record PreferencesView(
        Frame frame,
        String title,
        String lead,
        String action,
        List<Anchor> summary,
        List<Select> languages,
        String languagesProblem,
        List<SelectionView> selections,
        SelectionView another,
        Time time,
        Pause pause,
        String links,
        Anchor leave) {

    /**
     * Something that is wanted.
     *
     * @param number from 1; part of its fields' names
     * @param problem words for the whole of it; null if there is none
     */
    public record SelectionView(
            int number,
            String legend,
            Select frequency,
            String problem,
            List<Choice> types,
            String typesProblem,
            List<Choice> topics,
            String topicsProblem) {}

    /** When digests come. */
    public record Time(Select hour, Select weekday, List<Region> zones, String zoneProblem, String problem) {}

    /** Time zones of one part of the world. @param name null for those of no part */
    public record Region(String name, List<Choice> zones) {}

    /** @param choices no pause, until further notice, until a day; in this order */
    public record Pause(List<Choice> choices, String until, String problem) {}
}
