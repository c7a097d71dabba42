package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import press.communique.api.http.Json;
import press.communique.core.media.Media;
import press.communique.core.media.Stored;

/** The form that uploads have on the wire. */
final class MediaJson {

    private MediaJson() {}

    static ObjectNode media(Media media, MediaStorage storage) {
        ObjectNode json = Json.object()
                .put("id", media.id())
                .put("revision", media.revision())
                .put("state", media.state().word())
                .put("filename", media.filename())
                .put("contentType", media.type().contentType())
                .put("size", media.size());
        ObjectNode alt = json.putObject("alt");
        new TreeMap<>(media.alt()).forEach(alt::put);
        json.put("decorative", media.decorative());
        media.refusal()
                .ifPresent(refusal ->
                        json.putObject("refused").put("code", refusal.code()).put("detail", refusal.detail()));
        media.stored().ifPresent(stored -> stored(json, media, stored, storage));
        return json.put("createdAt", media.createdAt().toString()).put("createdBy", media.createdBy());
    }

    private static void stored(ObjectNode json, Media media, Stored stored, MediaStorage storage) {
        if (media.isImage()) {
            json.put("width", stored.width()).put("height", stored.height());
        }
        var renditions = json.putArray("renditions");
        stored.files().forEach(file -> {
            ObjectNode rendition = renditions
                    .addObject()
                    .put("contentType", file.contentType())
                    .put("size", file.bytes())
                    .put("path", stored.path(file))
                    .put("preview", storage.preview(media, file));
            if (file.width() > 0) {
                rendition.put("width", file.width()).put("height", file.height());
            }
        });
    }
}
