package press.communique.core.page;

import java.util.List;
import press.communique.core.audience.Frequency;
import press.communique.core.problem.Problem;

/**
 * The subscription form as a reader filled it in, and what is wrong with it.
 *
 * @param languages preferred first
 * @param types ids; none means all
 * @param topics ids; none means all
 * @param problems their pointers begin with the field's name: {@code /email}, {@code /languages/0}
 */
public record SubscribeForm(
        String email,
        Frequency frequency,
        List<String> languages,
        List<String> types,
        List<String> topics,
        List<Problem> problems) {

    public SubscribeForm {
        languages = List.copyOf(languages);
        types = List.copyOf(types);
        topics = List.copyOf(topics);
        problems = List.copyOf(problems);
    }

    /** A form that nobody has filled in yet. */
    public static SubscribeForm empty() {
        return new SubscribeForm("", Frequency.IMMEDIATE, List.of(), List.of(), List.of(), List.of());
    }
}
