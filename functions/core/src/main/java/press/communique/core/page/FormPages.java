package press.communique.core.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import press.communique.core.audience.Frequency;
import press.communique.core.page.view.Anchor;
import press.communique.core.page.view.FormView;
import press.communique.core.page.view.FormView.Choice;
import press.communique.core.page.view.Frame;
import press.communique.core.page.view.NoticeView;
import press.communique.core.page.view.Words;
import press.communique.core.problem.Problem;
import press.communique.core.site.SiteSettings;

/** Makes the subscription form and the pages that answer it. */
final class FormPages {

    private static final List<String> FIELDS = List.of("email", "languages", "types", "topics", "other");

    private final SiteSettings site;
    private final SitePaths paths;
    private final Controls controls;
    private final Frames frames;

    FormPages(SiteSettings site, Frames frames) {
        this.site = site;
        this.paths = new SitePaths(site);
        this.controls = new Controls(site);
        this.frames = frames;
    }

    /** @param stamp null if the page is an answer and not a file */
    String subscribe(String language, SubscribeForm form, Stamp stamp) {
        Words words = Bundles.of(language);
        Map<String, String> problems = problems(words, form.problems());
        String title = words.get("form");
        var translations = new TreeMap<String, String>();
        site.languages().forEach(other -> translations.put(other, paths.subscribe(other)));
        Frames.Builder frame = frames.page(language, problems.isEmpty() ? title : words.get("form.error", title))
                .describedAs(words.get("form.lead"))
                .translated(translations)
                .stamped(stamp);
        return Templates.render(
                "subscribe",
                new FormView(
                        (stamp == null ? frame : frame.at(paths.subscribe(language))).build(),
                        title,
                        words.get("form.lead"),
                        words.get("form.send"),
                        "/subscriptions",
                        summary(problems),
                        form.email(),
                        problems.get("email"),
                        paces(words, form.frequency()),
                        controls.languages(words, form.languages().isEmpty() ? List.of(language) : form.languages()),
                        problems.get("languages"),
                        controls.types(language, form.types()),
                        problems.get("types"),
                        controls.topics(language, form.topics()),
                        problems.get("topics")));
    }

    private static List<Choice> paces(Words words, Frequency chosen) {
        var paces = new ArrayList<Choice>();
        for (Frequency pace : Frequency.values()) {
            paces.add(new Choice(pace.word(), words.get("frequency." + pace.word()), pace == chosen, null));
        }
        return paces;
    }

    private static String address(String what, String token) {
        return "/subscriptions/" + what + "?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }

    /**
     * @param token null if the notice has no button
     * @param stamp null if the page is an answer and not a file
     */
    String notice(String language, Notice notice, String token, Stamp stamp) {
        Words words = Bundles.of(language);
        String word = notice.word();
        Frame frame = frames.page(language, words.get(word)).stamped(stamp).build();
        return Templates.render(
                "notice",
                new NoticeView(
                        frame,
                        words.get(word),
                        words.get(word + ".text"),
                        notice == Notice.CHECK_YOUR_MAIL || notice == Notice.FRESH_LINK ? words.get("mail.hint") : null,
                        action(notice, token),
                        notice == Notice.NEVER
                                ? new Choice("subscription", words.get("never.tick"), false, null)
                                : null,
                        words.has(word + ".button") ? words.get(word + ".button") : null,
                        next(language, words, notice, token)));
    }

    private static String action(Notice notice, String token) {
        boolean button = notice.asks();
        if (button != (token != null)) {
            throw new IllegalArgumentException(notice + (button ? " needs a token" : " takes no token"));
        }
        return button ? address(notice.word(), token) : null;
    }

    private Anchor next(String language, Words words, Notice notice, String token) {
        return switch (notice) {
            case CONFIRM -> Anchor.to(address(Notice.NEVER.word(), token), words.get("confirm.never"));
            case UNSUBSCRIBE, NEVER, DOWNLOAD, ERASE -> null;
            case CHECK_YOUR_MAIL, LINK_EXPIRED, LINK_INVALID -> form(language, words.get("mail.again"));
            case UNSUBSCRIBED -> form(language, words.get("unsubscribed.again"));
            case CONFIRMED, SAVED, SILENCED, QUIETED, FRESH_LINK, ERASED, TOO_MANY, FAILED ->
                Anchor.to(SitePaths.encode(paths.home(language)), words.get("missing.home"));
        };
    }

    private Anchor form(String language, String text) {
        return Anchor.to(SitePaths.encode(paths.subscribe(language)), text);
    }

    /** One sentence for each field that has a problem, in the order of the form. */
    private static Map<String, String> problems(Words words, List<Problem> found) {
        var texts = new LinkedHashMap<String, String>();
        for (String field : FIELDS) {
            found.stream()
                    .filter(problem -> fieldOf(problem).equals(field))
                    .findFirst()
                    .ifPresent(problem -> texts.put(field, text(words, field, problem.code())));
        }
        return texts;
    }

    private static String text(Words words, String field, String code) {
        String exact = "problem." + field + "." + code;
        return words.get(words.has(exact) ? exact : "problem." + field);
    }

    private static String fieldOf(Problem problem) {
        String[] parts = problem.pointer().split("/");
        String first = parts.length > 1 ? parts[1] : "";
        return FIELDS.contains(first) ? first : "other";
    }

    private List<Anchor> summary(Map<String, String> problems) {
        var links = new ArrayList<Anchor>();
        problems.forEach((field, text) -> links.add(Anchor.to("#" + target(field), text)));
        return links;
    }

    /** The id of the control that a link in the summary of problems leads to. */
    private static String target(String field) {
        return switch (field) {
            case "email" -> "email";
            case "languages" -> "languages-1";
            case "types", "topics" -> field + "-1";
            default -> "form";
        };
    }
}
