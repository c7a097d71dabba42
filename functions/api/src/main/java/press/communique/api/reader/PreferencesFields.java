package press.communique.api.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.api.http.Json;
import press.communique.core.audience.Preferences;
import press.communique.core.page.PreferencesForm;
import press.communique.core.page.PreferencesForm.Selection;
import press.communique.core.problem.Problem;

/**
 * The fields of the form of preferences, which become the same preferences as JSON has, and back. The fields of a
 * selection carry its number: {@code frequency-1}, {@code types-1}, {@code topics-1}.
 */
final class PreferencesFields {

    private static final Pattern NUMBERED = Pattern.compile("(?:frequency|types|topics)-([1-9]\\d?)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}");
    private static final Pattern INTEREST = Pattern.compile("/interests/(\\d+)(.*)");

    private final PreferencesForm form;
    private final List<Integer> sent = new ArrayList<>();

    private PreferencesFields(PreferencesForm form) {
        this.form = form;
        for (int i = 0; i < form.selections().size(); i++) {
            if (isWanted(form.selections().get(i))) {
                sent.add(i);
            }
        }
    }

    static PreferencesFields of(Map<String, List<String>> fields) {
        int last = fields.keySet().stream()
                .map(NUMBERED::matcher)
                .filter(Matcher::matches)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .max()
                .orElse(0);
        var selections = new ArrayList<Selection>();
        for (int number = 1; number <= last; number++) {
            selections.add(new Selection(
                    list(fields, "types-" + number),
                    list(fields, "topics-" + number),
                    text(fields, "frequency-" + number)));
        }
        if (last > 0 && isBlank(selections.get(last - 1))) {
            selections.remove(last - 1);
        }
        return new PreferencesFields(new PreferencesForm(
                list(fields, "languages"),
                selections,
                text(fields, "timeZone"),
                text(fields, "hour"),
                text(fields, "weekday"),
                text(fields, "pause"),
                text(fields, "pausedUntil"),
                List.of()));
    }

    /** What the form shows of a reader. @param site whose days count where the reader has no time zone */
    static PreferencesForm of(Preferences chosen, ZoneId site, Instant now) {
        Optional<Instant> until = chosen.pause().flatMap(pause -> pause.until());
        ZoneId zone = chosen.timeZone().orElse(site);
        String paused = until.isPresent() ? PreferencesForm.PAUSE_UNTIL : PreferencesForm.OPEN_PAUSE;
        return new PreferencesForm(
                chosen.languages(),
                chosen.interests().stream().map(Selection::of).toList(),
                chosen.timeZone().map(ZoneId::getId).orElse(""),
                chosen.hour().isPresent() ? String.valueOf(chosen.hour().getAsInt()) : "",
                chosen.weekday().isPresent() ? String.valueOf(chosen.weekday().getAsInt()) : "",
                chosen.paused(now) ? paused : PreferencesForm.NO_PAUSE,
                chosen.paused(now)
                        ? until.map(end -> end.atZone(zone).toLocalDate().toString())
                                .orElse("")
                        : "",
                List.of());
    }

    PreferencesForm form() {
        return form;
    }

    /** The same as JSON; what is not to come any more is not in it. */
    ObjectNode json(ZoneId site) {
        ObjectNode json = Json.object();
        if (!form.languages().isEmpty()) {
            form.languages().forEach(json.putArray("languages")::add);
        }
        var interests = json.putArray("interests");
        for (int index : sent) {
            Selection selection = form.selections().get(index);
            ObjectNode interest = interests.addObject();
            selection.types().forEach(interest.putArray("types")::add);
            selection.topics().forEach(interest.putArray("topics")::add);
            interest.put("frequency", selection.frequency());
        }
        if (!form.timeZone().isEmpty()) {
            json.put("timeZone", form.timeZone());
        }
        number(json, "hour", form.hour());
        number(json, "weekday", form.weekday());
        boolean isPaused =
                form.pause().equals(PreferencesForm.OPEN_PAUSE) || form.pause().equals(PreferencesForm.PAUSE_UNTIL);
        json.put("paused", isPaused);
        if (form.pause().equals(PreferencesForm.PAUSE_UNTIL)) {
            json.put("pausedUntil", startOf(form.until(), zone(site)));
        }
        return json;
    }

    /** These problems of the JSON, each where the form has that field; and those that only a form can have. */
    List<Problem> here(List<Problem> problems) {
        var here = new ArrayList<Problem>();
        for (int i = 0; i < form.selections().size(); i++) {
            if (form.selections().get(i).frequency().isEmpty()) {
                here.add(new Problem(Problem.at("interests", i, "frequency"), "missing", "Choose how often."));
            }
        }
        for (Problem problem : problems) {
            Matcher interest = INTEREST.matcher(problem.pointer());
            here.add(
                    interest.matches()
                            ? new Problem(
                                    "/interests/" + sent.get(Integer.parseInt(interest.group(1))) + interest.group(2),
                                    problem.code(),
                                    problem.detail())
                            : problem);
        }
        return here;
    }

    private ZoneId zone(ZoneId site) {
        try {
            return form.timeZone().isEmpty() ? site : ZoneId.of(form.timeZone());
        } catch (DateTimeException unknown) {
            return site;
        }
    }

    /** What is no day stays as it is, for the check to refuse. */
    private static String startOf(String day, ZoneId zone) {
        try {
            return LocalDate.parse(day).atStartOfDay(zone).toInstant().toString();
        } catch (DateTimeParseException noDay) {
            return day;
        }
    }

    private static void number(ObjectNode json, String name, String text) {
        if (NUMBER.matcher(text).matches()) {
            json.put(name, Integer.parseInt(text));
        } else if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static boolean isWanted(Selection selection) {
        return !selection.frequency().isEmpty() && !selection.frequency().equals(Selection.NEVER);
    }

    private static boolean isBlank(Selection selection) {
        return selection.frequency().isEmpty()
                && selection.types().isEmpty()
                && selection.topics().isEmpty();
    }

    private static String text(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of("")).get(0).strip();
    }

    private static List<String> list(Map<String, List<String>> fields, String name) {
        var values = new LinkedHashSet<>(fields.getOrDefault(name, List.of()));
        values.remove("");
        return List.copyOf(values);
    }
}
