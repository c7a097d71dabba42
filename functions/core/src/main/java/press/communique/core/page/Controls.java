package press.communique.core.page;

import java.util.ArrayList;
import java.util.List;
import press.communique.core.page.view.FormView.Choice;
import press.communique.core.page.view.FormView.Select;
import press.communique.core.page.view.Words;
import press.communique.core.site.Label;
import press.communique.core.site.SiteSettings;

/** What forms have in common: languages in their order, things to tick. */
final class Controls {

    private static final List<String> RANKS = List.of("first", "second", "third");

    private final SiteSettings site;

    Controls(SiteSettings site) {
        this.site = site;
    }

    List<Select> languages(Words words, List<String> ranked) {
        var selects = new ArrayList<Select>();
        if (site.languages().size() < 2) {
            return selects;
        }
        for (int rank = 0; rank < Math.min(RANKS.size(), site.languages().size()); rank++) {
            String chosen = rank < ranked.size() ? ranked.get(rank) : "";
            var choices = new ArrayList<Choice>();
            if (rank > 0) {
                choices.add(new Choice("", words.get("form.language.none"), chosen.isEmpty(), null));
            }
            for (String language : site.languages()) {
                choices.add(new Choice(language, Frames.nameOf(language), language.equals(chosen), language));
            }
            selects.add(new Select("languages-" + (rank + 1), words.get("form.language." + RANKS.get(rank)), choices));
        }
        return selects;
    }

    List<Choice> types(String language, List<String> chosen) {
        return choices(language, site.types(), chosen);
    }

    List<Choice> topics(String language, List<String> chosen) {
        return choices(language, site.topics(), chosen);
    }

    private List<Choice> choices(String language, List<Label> labels, List<String> chosen) {
        return labels.stream()
                .map(label ->
                        new Choice(label.id(), site.in(language, label.names()), chosen.contains(label.id()), null))
                .toList();
    }
}
