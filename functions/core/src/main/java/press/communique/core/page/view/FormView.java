package press.communique.core.page.view;

import java.util.List;

/**
 * The subscription form, empty or as it came back; or a reader's preferences.
 *
 * @param leave where a reader can unsubscribe; null for somebody who is none yet
 * @param email null if the form does not ask for it
 * @param summary links to the fields that have a problem, with the words that stand there
 * @param languages one list to choose from for each rank
 */
public record FormView(
        Frame frame,
        String title,
        String lead,
        String button,
        String action,
        Anchor leave,
        List<Anchor> summary,
        String email,
        String emailProblem,
        List<Select> languages,
        String languagesProblem,
        List<Choice> types,
        String typesProblem,
        List<Choice> topics,
        String topicsProblem) {

    /** Something to tick or to choose. */
    public record Choice(String id, String text, boolean chosen, String language) {}

    /** A list to choose one from. */
    public record Select(String id, String label, List<Choice> choices) {}
}
