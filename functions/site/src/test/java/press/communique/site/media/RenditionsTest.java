package press.communique.site.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static press.communique.site.media.Samples.encoded;
import static press.communique.site.media.Samples.joined;
import static press.communique.site.media.Samples.slice;
import static press.communique.site.media.Samples.text;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import press.communique.core.media.MediaType;

/** What becomes of a picture, and which are not taken. */
class RenditionsTest {

    private final Renditions renditions = new Renditions();

    @Test
    void a_photograph_comes_in_several_widths_in_webp_and_jpeg() throws Exception {
        Made made = renditions.of(new Bytes(encoded("jpeg", 2500, 1000)), MediaType.JPEG);

        assertThat(made.width()).isEqualTo(2500);
        assertThat(made.height()).isEqualTo(1000);
        assertThat(made.files())
                .extracting(file -> file.about().name())
                .containsExactly(
                        "480.webp", "480.jpg", "960.webp", "960.jpg", "1440.webp", "1440.jpg", "1920.webp", "1920.jpg");
        for (Made.File file : made.files()) {
            BufferedImage decoded = decoded(file);
            assertThat(decoded.getWidth())
                    .as(file.about().name())
                    .isEqualTo(file.about().width());
            assertThat(decoded.getHeight()).isEqualTo(file.about().height());
            assertThat(file.about().height()).isEqualTo(file.about().width() * 2 / 5);
            assertThat(file.about().bytes()).isEqualTo(file.bytes().length);
        }
    }

    @Test
    void a_small_picture_is_not_made_larger() throws Exception {
        Made made = renditions.of(new Bytes(encoded("jpeg", 600, 400)), MediaType.JPEG);

        assertThat(made.files())
                .extracting(file -> file.about().name())
                .containsExactly("480.webp", "480.jpg", "600.webp", "600.jpg");
    }

    @Test
    void of_where_and_how_it_was_taken_nothing_is_left() throws Exception {
        byte[] photograph = Samples.photograph(1000, 500, 6);
        assertThat(latin(photograph)).contains("Exif", "GPSMARK", "52.5200N");

        Made made = renditions.of(new Bytes(photograph), MediaType.JPEG);

        for (Made.File file : made.files()) {
            assertThat(latin(file.bytes())).as(file.about().name()).doesNotContain("Exif", "EXIF", "GPS", "52.5200N");
        }
    }

    @ParameterizedTest(name = "orientation {0}")
    @CsvSource({
        "1, 800, 400, top", "3, 800, 400, bottom", "6, 400, 800, right", "8, 400, 800, left",
        "2, 800, 400, top", "4, 800, 400, bottom", "5, 400, 800, left", "7, 400, 800, right"
    })
    void a_picture_stands_upright(int orientation, int width, int height, String dark) throws Exception {
        Made made = renditions.of(new Bytes(Samples.photograph(800, 400, orientation)), MediaType.JPEG);

        assertThat(made.width()).isEqualTo(width);
        assertThat(made.height()).isEqualTo(height);
        Made.File largest = made.files().get(made.files().size() - 1);
        BufferedImage image = decoded(largest);
        int x = dark.equals("left") ? 10 : dark.equals("right") ? image.getWidth() - 10 : image.getWidth() / 2;
        int y = dark.equals("top") ? 10 : dark.equals("bottom") ? image.getHeight() - 10 : image.getHeight() / 2;
        assertThat(brightness(image, x, y)).as("dark at the " + dark).isLessThan(40);
        assertThat(brightness(image, image.getWidth() - 1 - x, image.getHeight() - 1 - y))
                .isGreaterThan(60);
    }

    @Test
    void what_can_be_seen_through_stays_so() throws Exception {
        var image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(10, 10, 0xff00ff00);

        Made made = renditions.of(new Bytes(encoded("png", image)), MediaType.PNG);

        assertThat(made.files()).extracting(file -> file.about().name()).containsExactly("300.webp", "300.png");
        assertThat(decoded(made.files().get(1)).getRGB(200, 100) >>> 24).isZero();
    }

    @Test
    void a_still_gif_is_taken() throws Exception {
        Made made = renditions.of(new Bytes(encoded("gif", 300, 200)), MediaType.GIF);

        assertThat(made.files()).isNotEmpty().allMatch(file -> file.about().width() == 300);
    }

    @Test
    void the_second_picture_that_telephones_append_is_dropped() throws Exception {
        byte[] twice = joined(encoded("jpeg", 640, 480), Samples.photograph(100, 100, 1));

        Made made = renditions.of(new Bytes(twice), MediaType.JPEG);

        assertThat(made.width()).isEqualTo(640);
        made.files().forEach(file -> assertThat(latin(file.bytes())).doesNotContain("GPSMARK"));
    }

    @Test
    void words_in_a_png_are_gone() throws Exception {
        byte[] png = encoded("png", 300, 200);
        byte[] words = Samples.chunk("tEXt", text("Author\0Jane Doe, 12 Long Lane"));
        byte[] signed = joined(slice(png, 0, 33), words, slice(png, 33, png.length));

        Made made = renditions.of(new Bytes(signed), MediaType.PNG);

        made.files().forEach(file -> assertThat(latin(file.bytes())).doesNotContain("Jane"));
    }

    static Stream<Arguments> refusals() {
        byte[] jpeg = encoded("jpeg", 300, 200);
        byte[] png = encoded("png", 300, 200);
        byte[] gif = encoded("gif", 300, 200);
        byte[] script = text("*/=1;alert(document.cookie);/*");
        byte[] gifScript = joined(text("GIF89a/*"), slice(gif, 8, gif.length), script);
        byte[] jpegScript = joined(
                new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, '/', '*'},
                new byte[0x2f2a - 2],
                slice(jpeg, 20, jpeg.length));
        String html = "<!DOCTYPE html><html><script>alert(1)</script></html>";
        String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        return Stream.of(
                Arguments.of(
                        "a bomb of 50,000 by 50,000", Samples.bomb(50_000, 50_000), MediaType.PNG, "too-many-pixels"),
                Arguments.of(
                        "a bomb of one long line", Samples.bomb(2_000_000_000, 1), MediaType.PNG, "too-many-pixels"),
                Arguments.of("no pixels at all", Samples.bomb(0, 10), MediaType.PNG, "damaged"),
                Arguments.of("less pixels than it says", Samples.bomb(7_000, 7_000), MediaType.PNG, "damaged"),
                Arguments.of("an SVG with a script, named PNG", text(svg), MediaType.PNG, "svg"),
                Arguments.of(
                        "an SVG behind an XML header", text("<?xml version=\"1.0\"?>" + svg), MediaType.JPEG, "svg"),
                Arguments.of("HTML named JPEG", text(html), MediaType.JPEG, "wrong-type"),
                Arguments.of("a PNG named JPEG", png, MediaType.JPEG, "wrong-type"),
                Arguments.of("nothing", new byte[0], MediaType.JPEG, "wrong-type"),
                Arguments.of("a GIF that is a script", gifScript, MediaType.GIF, "polyglot"),
                Arguments.of("a JPEG that is a script", jpegScript, MediaType.JPEG, "polyglot"),
                Arguments.of("a JPEG with HTML behind it", joined(jpeg, text(html)), MediaType.JPEG, "polyglot"),
                Arguments.of("a JPEG with HTML in a comment", comment(jpeg, html), MediaType.JPEG, "polyglot"),
                Arguments.of(
                        "a PNG with an archive behind it",
                        joined(png, text("PK\5\6"), new byte[18]),
                        MediaType.PNG,
                        "polyglot"),
                Arguments.of("a PNG with words behind it", joined(png, text("more")), MediaType.PNG, "trailing-data"),
                Arguments.of("a GIF with words behind it", joined(gif, text("more")), MediaType.GIF, "trailing-data"),
                Arguments.of("half a JPEG", slice(jpeg, 0, jpeg.length / 2), MediaType.JPEG, "damaged"),
                Arguments.of("half a PNG", slice(png, 0, png.length / 2), MediaType.PNG, "damaged"),
                Arguments.of("half a GIF", slice(gif, 0, gif.length / 2), MediaType.GIF, "damaged"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void what_is_not_taken_is_refused_with_a_reason(String what, byte[] file, MediaType type, String code) {
        long begun = System.nanoTime();
        assertThatThrownBy(() -> renditions.of(new Bytes(file), type))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.refusal().code())
                            .as(refused.getMessage())
                            .isEqualTo(code);
                    assertThat(refused.refusal().detail()).endsWith(".");
                });
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_moving_gif_is_refused() {
        byte[] gif = encoded("gif", 30, 20);
        int picture = latin(gif).indexOf("\u002c");
        byte[] frame = slice(gif, picture, gif.length - 1);
        byte[] moving = joined(slice(gif, 0, gif.length - 1), frame, text(";"));

        assertThatThrownBy(() -> renditions.of(new Bytes(moving), MediaType.GIF))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("animated"));
    }

    @Test
    void every_cut_and_every_wrong_byte_gives_a_picture_or_a_reason() {
        for (byte[] whole : List.of(Samples.photograph(40, 30, 6), encoded("png", 40, 30), encoded("gif", 40, 30))) {
            MediaType type = whole[0] == 'G' ? MediaType.GIF : whole[1] == 'P' ? MediaType.PNG : MediaType.JPEG;
            for (int i = 0; i < whole.length; i += 7) {
                byte[] wrong = whole.clone();
                wrong[i] ^= 0x5a;
                takenOrRefused(wrong, type);
                takenOrRefused(slice(whole, 0, i), type);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a PDF                  | %PDF-1.7 text %%EOF         | PDF |
            a PDF with a line end  | %PDF-1.7 text %%EOF#        | PDF |
            HTML named PDF         | <html>%PDF-1.7 %%EOF        | PDF | wrong-type
            HTML within a PDF      | %PDF-1.7 <script>1 %%EOF    | PDF | polyglot
            a PDF that breaks off  | %PDF-1.7 text               | PDF | damaged
            something behind a PDF | %PDF-1.7 %%EOF MZ           | PDF | trailing-data
            sound                  | ID3 text                    | MP3 |
            HTML named sound       | <html>                      | MP3 | wrong-type
            """)
    void documents_are_looked_at(String what, String file, MediaType type, String code) throws Exception {
        byte[] bytes = text(file.replace('#', '\n'));
        if (code == null) {
            Documents.check(bytes, bytes, type);
        } else {
            assertThatThrownBy(() -> Documents.check(bytes, bytes, type))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(code));
        }
    }

    private void takenOrRefused(byte[] file, MediaType type) {
        try {
            assertThat(renditions.of(new Bytes(file), type).files()).isNotEmpty();
        } catch (Refused refused) {
            assertThat(refused.refusal().code()).isNotEmpty();
        }
    }

    private static byte[] comment(byte[] jpeg, String words) {
        return joined(
                slice(jpeg, 0, 2),
                new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (words.length() + 2)},
                text(words),
                slice(jpeg, 2, jpeg.length));
    }

    private static BufferedImage decoded(Made.File file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file.bytes()));
    }

    private static int brightness(BufferedImage image, int x, int y) {
        int colour = image.getRGB(x, y);
        return (colour >> 16 & 0xff) + (colour >> 8 & 0xff) + (colour & 0xff);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
