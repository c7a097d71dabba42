package press.communique.core.audience;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.Label;
import press.communique.core.site.SiteSettings;

/**
 * Checks what somebody asked for against the newsroom's settings.
 *
 * <pre>{@code
 * var problems = new Problems();
 * SubscriptionRequest request = new SubscriptionCheck(site).check(draft, problems);
 * problems.throwIfAny();
 * }</pre>
 */
public final class SubscriptionCheck {

    private final SiteSettings site;
    private final boolean flat;

    /** @param flat whether types and topics were sent beside the address, as one interest: problems then point there */
    public SubscriptionCheck(SiteSettings site, boolean flat) {
        this.site = site;
        this.flat = flat;
    }

    /** Adds what is wrong to the problems; what is returned is only to be used if there are none. */
    public SubscriptionRequest check(SubscriptionDraft draft, Problems problems) {
        Optional<EmailAddress> address = EmailAddress.parse(draft.email());
        if (draft.email().isBlank()) {
            problems.add("/email", "missing", "Enter your email address.");
        } else if (address.isEmpty()) {
            problems.add("/email", "bad-format", "Enter one email address, such as reader@example.org.");
        }
        String language = draft.language()
                .or(() -> draft.languages().stream().findFirst())
                .filter(site.languages()::contains)
                .orElse(site.defaultLanguage());
        return new SubscriptionRequest(address.orElse(null), preferences(draft, language, problems), language);
    }

    /**
     * The same without the address.
     *
     * @param language if none was chosen
     */
    public Preferences preferences(SubscriptionDraft draft, String language, Problems problems) {
        var languages = new LinkedHashSet<>(draft.languages());
        for (int i = 0; i < draft.languages().size(); i++) {
            if (!site.languages().contains(draft.languages().get(i))) {
                problems.add(
                        Problem.at("languages", i),
                        "unknown-language",
                        "This newsroom does not write in \""
                                + draft.languages().get(i) + "\"; it writes in: "
                                + String.join(", ", site.languages()) + ".");
            }
        }
        for (int i = 0; i < draft.interests().size(); i++) {
            Interest interest = draft.interests().get(i);
            known(i, "types", interest.types(), site.types(), problems);
            known(i, "topics", interest.topics(), site.topics(), problems);
        }
        return new Preferences(
                languages.isEmpty() ? List.of(language) : List.copyOf(languages),
                draft.interests().isEmpty() ? List.of(Interest.everything()) : draft.interests(),
                zone(draft.timeZone(), problems),
                draft.hour(),
                draft.weekday());
    }

    private void known(int interest, String field, List<String> ids, List<Label> labels, Problems problems) {
        List<String> known = labels.stream().map(Label::id).toList();
        for (int i = 0; i < ids.size(); i++) {
            if (!known.contains(ids.get(i))) {
                problems.add(
                        flat ? Problem.at(field, i) : Problem.at("interests", interest, field, i),
                        field.equals("types") ? "unknown-type" : "unknown-topic",
                        "There is no \"" + ids.get(i) + "\" among this newsroom's " + field
                                + (known.isEmpty() ? "." : "; it has: " + String.join(", ", known) + "."));
            }
        }
    }

    private static Optional<ZoneId> zone(Optional<String> name, Problems problems) {
        try {
            return name.map(ZoneId::of);
        } catch (DateTimeException unknown) {
            problems.add("/timeZone", "unknown-time-zone", "Send a name such as Europe/Brussels.");
            return Optional.empty();
        }
    }
}
