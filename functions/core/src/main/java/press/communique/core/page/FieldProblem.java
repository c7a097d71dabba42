package press.communique.core.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.core.page.view.Words;
import press.communique.core.problem.Problem;

/**
 * What is wrong with one field of the preferences.
 *
 * @param target id of the control that a link in the summary leads to
 */
record FieldProblem(String text, String target) {

    private static final Pattern SELECTION = Pattern.compile("/interests/(\\d+)(?:/(types|topics|frequency))?(?:/.*)?");

    /** One for each field that has a problem, by the field's name, in the order of the form. */
    static Map<String, FieldProblem> inOrder(Words words, PreferencesForm form) {
        var order = new ArrayList<String>(List.of("languages", "interests"));
        for (int i = 1; i <= form.selections().size() + 1; i++) {
            order.addAll(List.of("frequency-" + i, "types-" + i, "topics-" + i));
        }
        order.addAll(List.of("hour", "timeZone", "pausedUntil", "other"));
        var found = new LinkedHashMap<String, FieldProblem>();
        for (String field : order) {
            form.problems().stream()
                    .filter(problem -> fieldOf(problem).equals(field)
                            || field.equals("other") && !order.contains(fieldOf(problem)))
                    .findFirst()
                    .ifPresent(problem ->
                            found.put(field, new FieldProblem(words.get("problem." + kind(field)), target(field))));
        }
        return found;
    }

    private static String fieldOf(Problem problem) {
        Matcher selection = SELECTION.matcher(problem.pointer());
        if (selection.matches()) {
            String part = selection.group(2) == null ? "frequency" : selection.group(2);
            return part + "-" + (Integer.parseInt(selection.group(1)) + 1);
        }
        String[] parts = problem.pointer().split("/");
        String first = parts.length > 1 ? parts[1] : "";
        return first.equals("weekday") ? "hour" : first.equals("paused") ? "pausedUntil" : first;
    }

    private static String kind(String field) {
        return field.replaceFirst("-\\d+$", "");
    }

    private static String target(String field) {
        return switch (kind(field)) {
            case "languages" -> "languages-1";
            case "interests" -> "frequency-1";
            case "types", "topics" -> field + "-1";
            case "frequency", "hour" -> field;
            case "timeZone" -> "zone";
            case "pausedUntil" -> "until";
            default -> "form";
        };
    }
}
