package press.communique.store.media;

import java.time.Instant;
import java.util.Optional;
import press.communique.core.media.Media;
import press.communique.core.media.MediaState;
import press.communique.core.media.MediaType;
import press.communique.core.media.Refusal;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;
import press.communique.store.item.Item;

/** The form that uploads have in the table. */
final class MediaItems {

    /** All uploads stand on one shelf of the index {@code newest}. */
    static final String SHELF = "media";

    private MediaItems() {}

    static Item item(Media media) {
        Item item = Item.at(MediaKeys.pk(media.id()), MediaKeys.MEDIA)
                .with("shelf", SHELF)
                .with("id", media.id())
                .with("revision", media.revision())
                .with("filename", media.filename())
                .with("contentType", media.type().contentType())
                .with("size", media.size())
                .withTexts("alt", media.alt())
                .with("decorative", media.decorative())
                .with("state", media.state().word())
                .with("createdBy", media.createdBy())
                .with("createdAt", media.createdAt());
        media.refusal().ifPresent(refusal -> item.with("refusal", refusal(refusal)));
        media.stored().ifPresent(stored -> item.with("made", stored(stored)));
        return item;
    }

    static Media media(Item item) {
        return new Media(
                item.textOf("id"),
                item.number("revision"),
                item.textOf("filename"),
                MediaType.of(item.textOf("contentType")).orElseThrow(),
                item.number("size"),
                item.textMap("alt"),
                item.flag("decorative"),
                MediaState.of(item.textOf("state")),
                part(item, "refusal").map(refusal -> new Refusal(refusal.textOf("code"), refusal.textOf("detail"))),
                part(item, "made").map(MediaItems::stored),
                item.textOf("createdBy"),
                item.instant("createdAt"));
    }

    /** What is left of a deleted upload until its public files are gone; open work for the site's sweep. */
    static Item removed(String id, Stored stored, Instant at) {
        return Item.at(MediaKeys.pk(id), MediaKeys.REMOVED)
                .with("made", stored(stored))
                .with("openKind", RemovedMedia.OPEN)
                .with("openSince", at);
    }

    static Item refusal(Refusal refusal) {
        return Item.map().with("code", refusal.code()).with("detail", refusal.detail());
    }

    static Item stored(Stored stored) {
        return Item.map()
                .with("hash", stored.hash())
                .with("width", stored.width())
                .with("height", stored.height())
                .withList("files", stored.files(), file -> Item.map()
                        .with("name", file.name())
                        .with("contentType", file.contentType())
                        .with("bytes", file.bytes())
                        .with("width", file.width())
                        .with("height", file.height()));
    }

    static Stored stored(Item item) {
        return new Stored(
                item.textOf("hash"),
                (int) item.number("width"),
                (int) item.number("height"),
                item.list(
                        "files",
                        file -> new StoredFile(
                                file.textOf("name"),
                                file.textOf("contentType"),
                                file.number("bytes"),
                                (int) file.number("width"),
                                (int) file.number("height"))));
    }

    private static Optional<Item> part(Item item, String name) {
        return item.has(name) ? Optional.of(Item.of(item.attributes().get(name).m())) : Optional.empty();
    }
}
