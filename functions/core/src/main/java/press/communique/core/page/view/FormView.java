package press.communique.core.page.view;

import java.util.List;

/**
 * The subscription form, empty or as it came back.
 *
 * @param paces how soon news can come
 * @param summary links to the fields that have a problem, with the words that stand there
 * @param languages one list to choose from for each rank
 */
public record FormView(
        Frame frame,
        String title,
        String lead,
        String button,
        String action,
        List<Anchor> summary,
        String email,
        String emailProblem,
        List<Choice> paces,
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
