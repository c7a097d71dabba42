package press.communique.core.post;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import press.communique.core.media.MediaLibrary;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.Slugs;
import press.communique.core.text.WebAddress;

/**
 * Checks what an editor sent against the newsroom's settings and brings it into its one form.
 *
 * <pre>{@code
 * var problems = new Problems();
 * Content content = new ContentCheck(site).check(draft, problems);
 * problems.throwIfAny();
 * }</pre>
 */
public final class ContentCheck {

    /** In characters. */
    public static final int LONGEST_TITLE = 300;

    /** In characters. */
    public static final int LONGEST_SUMMARY = 2_000;

    /** In bytes of UTF-8, each edition. */
    public static final int LARGEST_BODY = 1_000_000;

    /** A release reserves them in one transaction with the rest, which takes 100 items. */
    public static final int MOST_ALIASES = 20;

    /** The code of a problem that is about sheer size: HTTP says 413 for it instead of 422. */
    public static final String TOO_LARGE = "too-large";

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");

    private final SiteSettings site;
    private final MediaCheck media;

    /** For posts that show no uploads. */
    public ContentCheck(SiteSettings site) {
        this(site, MediaLibrary.EMPTY);
    }

    public ContentCheck(SiteSettings site, MediaLibrary library) {
        this.site = site;
        this.media = new MediaCheck(site, library);
    }

    /** Adds what is wrong to the problems; what is returned is only to be used if there are none. */
    public Content check(Content draft, Problems problems) {
        if (site.type(draft.type()).isEmpty()) {
            problems.add(
                    "/type",
                    "unknown-type",
                    unknown(
                            "type",
                            draft.type(),
                            site.types().stream().map(label -> label.id()).toList()));
        }
        var topics = new LinkedHashSet<String>(draft.topics());
        for (int i = 0; i < draft.topics().size(); i++) {
            String topic = draft.topics().get(i);
            if (site.topic(topic).isEmpty()) {
                problems.add(
                        Problem.at("topics", i),
                        "unknown-topic",
                        unknown(
                                "topic",
                                topic,
                                site.topics().stream().map(label -> label.id()).toList()));
            }
        }
        var editions = new TreeMap<String, Edition>();
        draft.editions().forEach((language, edition) -> {
            if (site.languages().contains(language)) {
                editions.put(language, edition(language, edition, problems));
            } else {
                problems.add(
                        Problem.at("editions", language),
                        "unknown-language",
                        unknown("language", language, site.languages()));
            }
        });
        if (draft.editions().isEmpty()) {
            problems.add("/editions", "missing", "A post needs an edition in at least one language.");
        }
        for (int i = 0; i < draft.links().size(); i++) {
            link(i, draft.links().get(i), problems);
        }
        List<String> aliases = new AliasCheck(site).check(draft.aliases(), problems);
        var content = new Content(
                draft.type(),
                List.copyOf(topics),
                draft.authors(),
                editions,
                draft.links(),
                draft.image(),
                draft.attachments(),
                draft.featured(),
                draft.urgent(),
                aliases,
                draft.publishAt());
        return media.check(content, problems);
    }

    private Edition edition(String language, Edition draft, Problems problems) {
        String title = oneLine(draft.title());
        String titleAt = Problem.at("editions", language, "title");
        if (title.isEmpty()) {
            problems.add(titleAt, "missing", "An edition needs a title.");
        }
        length(titleAt, "title", title, LONGEST_TITLE, problems);
        characters(titleAt, title, problems);

        String summary = oneLine(draft.summary());
        String summaryAt = Problem.at("editions", language, "summary");
        length(summaryAt, "summary", summary, LONGEST_SUMMARY, problems);
        characters(summaryAt, summary, problems);

        String bodyAt = Problem.at("editions", language, "body");
        int bytes = draft.body().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LARGEST_BODY) {
            problems.add(
                    bodyAt,
                    TOO_LARGE,
                    "The body has " + bytes + " bytes; at most " + LARGEST_BODY + " are allowed in an edition.");
        } else {
            characters(bodyAt, draft.body(), problems);
        }

        draft.slug()
                .filter(slug -> !Slugs.isSlug(slug))
                .ifPresent(slug -> problems.add(
                        Problem.at("editions", language, "slug"),
                        "bad-slug",
                        "A slug has letters and digits in lower case, parted by single hyphens, and at most "
                                + Slugs.LONGEST + " characters; \"" + Slugs.of(slug) + "\" would do."));
        return new Edition(title, summary, draft.body(), draft.slug());
    }

    private void link(int index, Link link, Problems problems) {
        if (link.titles().isEmpty()) {
            problems.add(Problem.at("links", index, "titles"), "missing", "A link needs a title.");
        }
        for (Map.Entry<String, String> title : link.titles().entrySet()) {
            String at = Problem.at("links", index, "titles", title.getKey());
            if (!site.languages().contains(title.getKey())) {
                problems.add(at, "unknown-language", unknown("language", title.getKey(), site.languages()));
            }
            characters(at, title.getValue(), problems);
        }
        if (!WebAddress.is(link.url())) {
            problems.add(
                    Problem.at("links", index, "url"),
                    "bad-url",
                    "A link's url is a full address that begins with https:// or http://.");
        }
    }

    /** Unicode's composed form (NFC), white space folded: the same words always give the same bytes. */
    private static String oneLine(String text) {
        return SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    static void length(String pointer, String what, String text, int longest, Problems problems) {
        int characters = text.codePointCount(0, text.length());
        if (characters > longest) {
            problems.add(
                    pointer,
                    "too-long",
                    "The " + what + " has " + characters + " characters; at most " + longest + " are allowed.");
        }
    }

    /** Complains about characters that XML 1.0 (section 2.2) has no place for, since no feed could carry them. */
    public static void characters(String pointer, String text, Problems problems) {
        Optional<Integer> illegal = text.codePoints()
                .filter(c -> (c < 0x20 && c != '\n' && c != '\r' && c != '\t')
                        || (c >= 0xD800 && c <= 0xDFFF)
                        || c == 0xFFFE
                        || c == 0xFFFF)
                .boxed()
                .findFirst();
        illegal.ifPresent(c -> problems.add(
                pointer,
                "illegal-character",
                String.format("The character U+%04X cannot stand in a page or a feed; please remove it.", c)));
    }

    static String unknown(String what, String value, List<String> known) {
        return "There is no " + what + " \"" + value + "\" in this newsroom; it has: " + String.join(", ", known) + ".";
    }
}
