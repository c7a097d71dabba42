package press.communique.core.post;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import press.communique.core.media.Media;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.MediaState;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.BodyImage;
import press.communique.core.text.BodyText;
import press.communique.core.text.MediaReferences;

/** Checks the uploads that a post shows: that they are there, and that an image has words in every language. */
final class MediaCheck {

    /** Of all kinds together; each takes part in the transaction that first names it. */
    static final int MOST = 20;

    /** In characters. */
    private static final int LONGEST_TEXT = 1_000;

    private final SiteSettings site;
    private final MediaLibrary library;

    MediaCheck(SiteSettings site, MediaLibrary library) {
        this.site = site;
        this.library = library;
    }

    /** The same content; where the image lacks words of its own in a language it takes those of the upload. */
    Content check(Content content, Problems problems) {
        Set<String> languages = content.editions().keySet();
        Optional<PostImage> image = content.image().map(lead -> image(lead, languages, problems));
        List<Attachment> attachments = new ArrayList<>();
        for (int i = 0; i < content.attachments().size(); i++) {
            attachments.add(attachment(i, content.attachments().get(i), problems));
        }
        content.editions().forEach((language, edition) -> body(language, edition.body(), problems));
        if (content.media().size() > MOST) {
            problems.add(
                    "/attachments",
                    "too-many",
                    "A post shows at most " + MOST + " uploads, those in its text included; this one names "
                            + content.media().size() + ".");
        }
        return content.withMedia(image, attachments);
    }

    private PostImage image(PostImage image, Set<String> languages, Problems problems) {
        texts("image", "alt", image.alt(), problems);
        texts("image", "captions", image.captions(), problems);
        Optional<Media> found = ready(Problem.at("image", "media"), image.media(), problems);
        if (found.isEmpty()) {
            return image;
        }
        Media media = found.get();
        if (!media.isImage()) {
            problems.add(
                    Problem.at("image", "media"),
                    "not-an-image",
                    "This upload is " + media.type().contentType() + "; it can be an attachment.");
        }
        boolean decorative =
                image.decorative() || (media.decorative() && image.alt().isEmpty());
        Map<String, String> alt = new LinkedHashMap<>(image.alt());
        if (!decorative) {
            for (String language : languages) {
                if (alt.getOrDefault(language, "").isBlank()) {
                    alt.put(language, media.alt().getOrDefault(language, ""));
                }
                if (alt.get(language).isBlank()) {
                    problems.add(
                            Problem.at("image", "alt", language),
                            "missing",
                            "Say in " + language + " what the image shows, for those who cannot see it, or mark it as"
                                    + " decorative.");
                }
            }
        }
        return new PostImage(image.media(), alt, image.captions(), decorative);
    }

    private Attachment attachment(int index, Attachment attachment, Problems problems) {
        ready(Problem.at("attachments", index, "media"), attachment.media(), problems);
        attachment.titles().forEach((language, title) -> {
            String at = Problem.at("attachments", index, "titles", language);
            language(at, language, problems);
            ContentCheck.characters(at, title, problems);
        });
        return attachment;
    }

    private void body(String language, String body, Problems problems) {
        String at = Problem.at("editions", language, "body");
        for (String id : MediaReferences.in(body)) {
            ready(at, id, problems);
        }
        for (BodyImage image : BodyText.images(body)) {
            Optional<Media> media = library.find(image.media());
            if (media.isEmpty()) {
                if (MediaReferences.in("media:" + image.media()).isEmpty()) {
                    unknown(at, image.media(), problems);
                }
            } else if (!media.get().isImage()) {
                problems.add(at, "not-an-image", "The upload " + image.media() + " is no image; link to it instead.");
            } else if (image.alt().isBlank() && !media.get().decorative()) {
                problems.add(
                        at,
                        "alt-missing",
                        "Say what the image " + image.media() + " shows: ![what it shows](media:" + image.media()
                                + "), or mark the upload as decorative.");
            }
        }
    }

    private Optional<Media> ready(String pointer, String id, Problems problems) {
        Optional<Media> media = id.isEmpty() ? Optional.empty() : library.find(id);
        if (media.isEmpty()) {
            unknown(pointer, id, problems);
        } else if (media.get().state() != MediaState.READY) {
            problems.add(
                    pointer,
                    "media-not-ready",
                    media.get()
                            .refusal()
                            .map(refusal -> "This upload was refused: " + refusal.detail())
                            .orElse("This upload is not ready yet: "
                                    + media.get().state().word() + "."));
            return Optional.empty();
        }
        return media;
    }

    private static void unknown(String pointer, String id, Problems problems) {
        problems.add(pointer, "unknown-media", "There is no upload \"" + id + "\"; POST /api/media makes one.");
    }

    private void texts(String part, String field, Map<String, String> texts, Problems problems) {
        texts.forEach((language, text) -> {
            String at = Problem.at(part, field, language);
            language(at, language, problems);
            ContentCheck.characters(at, text, problems);
            ContentCheck.length(at, "text", text, LONGEST_TEXT, problems);
        });
    }

    private void language(String pointer, String language, Problems problems) {
        if (!site.languages().contains(language)) {
            problems.add(pointer, "unknown-language", ContentCheck.unknown("language", language, site.languages()));
        }
    }
}
