package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import press.communique.core.media.Media;
import press.communique.core.media.MediaState;
import press.communique.core.media.MediaType;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;
import press.communique.core.page.Stamp;
import press.communique.site.files.SiteFile;
import press.communique.store.item.Item;
import press.communique.store.media.MediaShelf;

/** What becomes of the public files of uploads that are deleted. */
class MediaCopiesTest {

    private static final String SMALL = "media/cafe/480.jpg";
    private static final String LARGE = "media/cafe/1920.jpg";

    private final TestSite site = new TestSite();
    private final MediaShelf shelf = new MediaShelf(site.tables.client(), site.tables.posts());

    @Test
    void a_minute_after_its_deletion_nothing_of_an_upload_is_public() {
        Media upload = uploaded("01KB07ZD8Q8G2J6V5F3M9T4XWA", "cafe");
        Media other = uploaded("01KB07ZD8Q8G2J6V5F3M9T4XWB", "beef");
        copy(SMALL, LARGE, "media/beef/480.jpg");
        assertThat(shelf.delete(upload, 0, site.now())).isTrue();
        site.removeDeletedMedia();
        assertThat(keys()).as("a release may be under way").contains(SMALL);
        minuteLater();
        assertThat(keys()).containsExactly("media/beef/480.jpg");
        assertThat(site.purged).containsExactly("/media/cafe/*");
        assertThat(shelf.find(other.id())).isPresent();
        minuteLater();
        assertThat(site.purged).as("it is done").hasSize(1);
    }

    @Test
    void of_two_uploads_of_the_same_bytes_the_files_stay_until_both_are_deleted() {
        Media one = uploaded("01KB07ZD8Q8G2J6V5F3M9T4XWA", "cafe");
        Media same = uploaded("01KB07ZD8Q8G2J6V5F3M9T4XWB", "cafe");
        copy(SMALL, LARGE);
        shelf.delete(one, 0, site.now());
        minuteLater();
        assertThat(keys()).containsExactly(LARGE, SMALL);
        assertThat(site.purged).isEmpty();
        shelf.delete(same, 0, site.now());
        minuteLater();
        assertThat(keys()).isEmpty();
    }

    @Test
    void deletions_that_fail_each_time_keep_no_other_from_its_turn() {
        Media upload = uploaded("01KB07ZD8Q8G2J6V5F3M9T4XWA", "cafe");
        copy(SMALL, LARGE);
        for (int i = 0; i < 30; i++) {
            Item broken = Item.at("MEDIA#01KB07ZD8Q8G2J6V5F3M9T5X" + (10 + i), "REMOVED")
                    .with("openKind", "media")
                    .with("openSince", site.now().minusSeconds(60));
            site.tables.client().putItem(put -> put.tableName(site.tables.posts())
                    .item(broken.attributes()));
        }
        shelf.delete(upload, 0, site.now());
        for (int minute = 0; minute < 20; minute++) {
            minuteLater();
        }
        assertThat(keys()).isEmpty();
    }

    @Test
    void what_no_upload_has_goes_with_the_orphans_and_what_one_has_stays() {
        uploaded("01KB07ZD8Q8G2J6V5F3M9T4XWB", "beef");
        copy(SMALL, LARGE, "media/beef/480.jpg");
        site.now(site.now().plus(Duration.ofMinutes(50)));
        copy("media/f00d/new.pdf");
        site.now(site.now().plus(Duration.ofMinutes(50)));
        site.rebuildAll();
        assertThat(keys()).containsExactly("media/beef/480.jpg", "media/f00d/new.pdf");
        assertThat(site.purged).contains("/media/cafe/*").doesNotContain("/media/beef/*", "/media/f00d/*");
        assertThat(site.check().differences()).isEmpty();
    }

    private void minuteLater() {
        site.now(site.now().plusSeconds(61));
        site.removeDeletedMedia();
    }

    private Media uploaded(String id, String hash) {
        var files = List.of(
                new StoredFile("480.jpg", "image/jpeg", 10, 480, 320),
                new StoredFile("1920.jpg", "image/jpeg", 20, 1920, 1280));
        shelf.add(new Media(
                id,
                1,
                "picture.jpg",
                MediaType.of("image/jpeg").orElseThrow(),
                1_000,
                Map.of(),
                false,
                MediaState.AWAITING_UPLOAD,
                Optional.empty(),
                Optional.empty(),
                "ed",
                site.now()));
        shelf.markReady(id, new Stored(hash, 1920, 1280, files));
        return shelf.find(id).orElseThrow();
    }

    private void copy(String... keys) {
        for (String key : keys) {
            site.files.put(
                    new SiteFile(
                            key,
                            "image/jpeg",
                            SiteFile.ASSET_CACHE,
                            new Stamp(Stamp.RENDERER, 0, 0),
                            List.of("media"),
                            key.getBytes(StandardCharsets.UTF_8)),
                    site.files.look(key));
        }
    }

    private List<String> keys() {
        return site.files.all().keySet().stream()
                .filter(key -> key.startsWith("media/"))
                .toList();
    }
}
