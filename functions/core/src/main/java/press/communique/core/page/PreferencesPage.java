package press.communique.core.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Preferences;
import press.communique.core.page.PreferencesForm.Selection;
import press.communique.core.page.view.Anchor;
import press.communique.core.page.view.FormView.Choice;
import press.communique.core.page.view.FormView.Select;
import press.communique.core.page.view.PreferencesView;
import press.communique.core.page.view.PreferencesView.Pause;
import press.communique.core.page.view.PreferencesView.Region;
import press.communique.core.page.view.PreferencesView.SelectionView;
import press.communique.core.page.view.PreferencesView.Time;
import press.communique.core.page.view.Words;
import press.communique.core.site.SiteSettings;

/**
 * Makes the page on which a reader changes everything: each thing that was asked for stands by itself, with one empty
 * place after the last.
 */
final class PreferencesPage {

    private static final String REGIONAL =
            "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+";

    private final SiteSettings site;
    private final Controls controls;
    private final Frames frames;

    PreferencesPage(SiteSettings site, Frames frames) {
        this.site = site;
        this.controls = new Controls(site);
        this.frames = frames;
    }

    /**
     * @param token of the link that led here
     * @param leave token of the link that unsubscribes
     */
    String render(String language, PreferencesForm form, String token, String leave) {
        Words words = Bundles.of(language);
        Map<String, FieldProblem> problems = FieldProblem.inOrder(words, form);
        String title = words.get("preferences");
        int chosen = form.selections().size();
        var selections = new ArrayList<SelectionView>();
        for (int i = 0; i < chosen; i++) {
            String legend = chosen == 1 ? words.get("selection.only") : words.get("selection", i + 1);
            selections.add(
                    selection(language, words, legend, i, form.selections().get(i), problems));
        }
        return Templates.render(
                "preferences",
                new PreferencesView(
                        frames.page(language, problems.isEmpty() ? title : words.get("form.error", title))
                                .build(),
                        title,
                        words.get("preferences.lead"),
                        address("preferences", token),
                        problems.values().stream()
                                .map(problem -> Anchor.to("#" + problem.target(), problem.text()))
                                .toList(),
                        controls.languages(words, form.languages()),
                        text(problems, "languages"),
                        selections,
                        chosen < Preferences.MOST_INTERESTS
                                ? selection(
                                        language,
                                        words,
                                        words.get("selection.another"),
                                        chosen,
                                        Selection.empty(),
                                        problems)
                                : null,
                        time(words, form, problems),
                        pause(words, form, problems),
                        address("preferences/link", token),
                        Anchor.to(address(Notice.UNSUBSCRIBE.word(), leave), words.get("unsubscribe.button"))));
    }

    private static String address(String what, String token) {
        return "/subscriptions/" + what + "?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }

    private SelectionView selection(
            String language,
            Words words,
            String legend,
            int index,
            Selection selection,
            Map<String, FieldProblem> problems) {
        int number = index + 1;
        var paces = new ArrayList<Choice>();
        if (selection.frequency().isEmpty()) {
            paces.add(new Choice("", words.get("frequency.choose"), true, null));
        }
        for (Frequency pace : Frequency.values()) {
            paces.add(pace(words, pace.word(), selection));
        }
        if (!selection.frequency().isEmpty()) {
            paces.add(pace(words, Selection.NEVER, selection));
        }
        return new SelectionView(
                number,
                legend,
                new Select("frequency-" + number, words.get("frequency"), paces),
                text(problems, "frequency-" + number),
                controls.types(language, selection.types()),
                text(problems, "types-" + number),
                controls.topics(language, selection.topics()),
                text(problems, "topics-" + number));
    }

    private static Choice pace(Words words, String word, Selection selection) {
        return new Choice(word, words.get("frequency." + word), word.equals(selection.frequency()), null);
    }

    private Time time(Words words, PreferencesForm form, Map<String, FieldProblem> problems) {
        var hours = new ArrayList<Choice>();
        for (int hour = 0; hour < 24; hour++) {
            hours.add(choice(hour, String.format(Locale.ROOT, "%02d:00", hour), form.hour(), Preferences.USUAL_HOUR));
        }
        String[] names = words.get("weekdays").split(" ");
        var days = new ArrayList<Choice>();
        for (int day = 1; day <= names.length; day++) {
            days.add(choice(day, names[day - 1], form.weekday(), Preferences.USUAL_WEEKDAY));
        }
        return new Time(
                new Select("hour", words.get("form.hour"), hours),
                new Select("weekday", words.get("form.weekday"), days),
                regions(words, form.timeZone()),
                text(problems, "timeZone"),
                text(problems, "hour"));
    }

    private static Choice choice(int value, String name, String chosen, int usual) {
        return new Choice(
                String.valueOf(value),
                name,
                String.valueOf(value).equals(chosen.isEmpty() ? String.valueOf(usual) : chosen),
                null);
    }

    /** Names of the IANA time zone database are in English everywhere. */
    private List<Region> regions(Words words, String chosen) {
        var alone = new ArrayList<Choice>();
        alone.add(new Choice("", words.get("form.zone.site", site.timeZone().getId()), chosen.isEmpty(), null));
        alone.add(new Choice("UTC", "UTC", chosen.equals("UTC"), null));
        var regions = new TreeMap<String, List<Choice>>();
        boolean isListed = chosen.isEmpty() || chosen.equals("UTC");
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            if (id.matches(REGIONAL)) {
                String[] parts = id.split("/", 2);
                isListed |= id.equals(chosen);
                regions.computeIfAbsent(parts[0], region -> new ArrayList<>())
                        .add(new Choice(id, parts[1].replace('_', ' ').replace("/", ", "), id.equals(chosen), null));
            }
        }
        if (!isListed) {
            alone.add(new Choice(chosen, chosen, true, null));
        }
        var all = new ArrayList<Region>();
        all.add(new Region(null, alone));
        regions.forEach((name, zones) -> all.add(new Region(name, zones)));
        return all;
    }

    private static Pause pause(Words words, PreferencesForm form, Map<String, FieldProblem> problems) {
        var choices = new ArrayList<Choice>();
        for (String each : List.of(PreferencesForm.NO_PAUSE, PreferencesForm.OPEN_PAUSE, PreferencesForm.PAUSE_UNTIL)) {
            choices.add(new Choice(each, words.get("pause." + each), each.equals(form.pause()), null));
        }
        return new Pause(choices, form.until(), text(problems, "pausedUntil"));
    }

    private static String text(Map<String, FieldProblem> problems, String field) {
        FieldProblem problem = problems.get(field);
        return problem == null ? null : problem.text();
    }
}
