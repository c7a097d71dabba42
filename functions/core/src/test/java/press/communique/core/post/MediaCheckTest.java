package press.communique.core.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.core.media.Media;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.MediaState;
import press.communique.core.media.MediaType;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;

class MediaCheckTest {

    private static final String PHOTO = "01KB07ZD8Q8G2J6V5F3M9T4XWA";
    private static final String REPORT = "01KB07ZD8Q8G2J6V5F3M9T4XWB";
    private static final String WAITING = "01KB07ZD8Q8G2J6V5F3M9T4XWC";
    private static final String PATTERN = "01KB07ZD8Q8G2J6V5F3M9T4XWD";

    private final MediaLibrary library = id -> Optional.ofNullable(Map.of(
                    PHOTO, media(PHOTO, MediaType.JPEG, MediaState.READY, Map.of(), false),
                    REPORT, media(REPORT, MediaType.PDF, MediaState.READY, Map.of(), false),
                    WAITING, media(WAITING, MediaType.JPEG, MediaState.AWAITING_UPLOAD, Map.of(), false),
                    PATTERN, media(PATTERN, MediaType.PNG, MediaState.READY, Map.of(), true))
            .get(id));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            an image with words        | ![a bridge](media:01KB07ZD8Q8G2J6V5F3M9T4XWA)             |
            an image in HTML           | <img src="media:01KB07ZD8Q8G2J6V5F3M9T4XWA" alt="bridge"> |
            a link to a file           | [the report](media:01KB07ZD8Q8G2J6V5F3M9T4XWB)            |
            a decorative image         | ![](media:01KB07ZD8Q8G2J6V5F3M9T4XWD)                     |
            an image without words     | ![](media:01KB07ZD8Q8G2J6V5F3M9T4XWA)                     | alt-missing
            an image with blank words  | ![ ](media:01KB07ZD8Q8G2J6V5F3M9T4XWA)                    | alt-missing
            a PDF as an image          | ![a report](media:01KB07ZD8Q8G2J6V5F3M9T4XWB)             | not-an-image
            an upload not there yet    | ![a bridge](media:01KB07ZD8Q8G2J6V5F3M9T4XWC)             | media-not-ready
            an unknown upload          | ![a bridge](media:01KB07ZD8Q8G2J6V5F3M9T4XZZ)             | unknown-media
            no id at all               | ![a bridge](media:bridge.jpg)                             | unknown-media
            """)
    void a_body_names_what_is_there_and_says_what_it_shows(String what, String body, String code) {
        var problems = new Problems();
        new ContentCheck(SiteSettings.initial(), library).check(content(body), problems);

        if (code == null) {
            assertThat(problems.found()).isEmpty();
        } else {
            assertThat(problems.found()).singleElement().satisfies(problem -> {
                assertThat(problem.pointer()).isEqualTo("/editions/en/body");
                assertThat(problem.code()).isEqualTo(code);
            });
        }
    }

    @Test
    void the_words_of_the_upload_are_taken_where_the_post_has_none() {
        MediaLibrary described = id ->
                Optional.of(media(id, MediaType.JPEG, MediaState.READY, Map.of("en", "A bridge at night"), false));
        var image = new PostImage(PHOTO, Map.of(), Map.of(), false);
        var problems = new Problems();

        Content checked = new ContentCheck(SiteSettings.initial(), described)
                .check(content("").withMedia(Optional.of(image), List.of()), problems);

        assertThat(problems.found()).isEmpty();
        assertThat(checked.image().orElseThrow().alt()).containsEntry("en", "A bridge at night");
    }

    @Test
    void a_post_cannot_name_more_than_a_transaction_takes() {
        var attachments = new java.util.ArrayList<Attachment>();
        for (int i = 0; i < 21; i++) {
            attachments.add(new Attachment(String.format(java.util.Locale.ROOT, "01J%023d", i), Map.of()));
        }
        MediaLibrary all = id -> Optional.of(media(id, MediaType.PDF, MediaState.READY, Map.of(), false));
        var problems = new Problems();

        new ContentCheck(SiteSettings.initial(), all)
                .check(content("").withMedia(Optional.empty(), attachments), problems);

        assertThat(problems.found()).singleElement().satisfies(problem -> assertThat(problem.code())
                .isEqualTo("too-many"));
    }

    private static Content content(String body) {
        return new Content(
                SiteSettings.initial().types().get(0).id(),
                List.of(),
                List.of(),
                new TreeMap<>(Map.of("en", new Edition("Title", "", body, Optional.empty()))),
                List.of(),
                false,
                false,
                List.of(),
                Optional.empty());
    }

    private static Media media(
            String id, MediaType type, MediaState state, Map<String, String> alt, boolean decorative) {
        return new Media(
                id,
                1,
                "file",
                type,
                1,
                alt,
                decorative,
                state,
                Optional.empty(),
                Optional.of(new Stored("abc", 0, 0, List.of(new StoredFile("file.pdf", "application/pdf", 1, 0, 0)))),
                "ann",
                Instant.EPOCH);
    }
}
