package press.communique.site.media;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/** A PNG's chunks (https://www.w3.org/TR/png-3/#5Chunk-layout): what is needed for its pixels, and nothing else. */
final class PngFile {

    private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private PngFile() {}

    static Picture read(Bytes file) throws Refused {
        if (!file.has(12, "IHDR")) {
            throw Refused.damaged();
        }
        long width = file.four(16);
        long height = file.four(20);
        var clean = new ByteArrayOutputStream(file.length());
        clean.write(file.all(), 0, 8);
        boolean pixels = false;
        for (int at = 8; ; ) {
            long length = file.four(at);
            if (length > file.length() - at - 12L) {
                throw Refused.damaged();
            }
            String name = new String(file.all(), at + 4, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
            int whole = (int) length + 12;
            if (name.equals("acTL")) {
                throw new Refused("animated", "It moves; only still pictures are taken.");
            }
            if (NEEDED.contains(name)) {
                clean.write(file.all(), at, whole);
            }
            pixels |= name.equals("IDAT");
            at += whole;
            if (name.equals("IEND")) {
                end(file, at);
                break;
            }
        }
        if (!pixels) {
            throw Refused.damaged();
        }
        return new Picture("png", clean.toByteArray(), side(width), side(height), 1);
    }

    static void end(Bytes file, int at) throws Refused {
        if (at < file.length()) {
            throw new Refused(
                    "trailing-data",
                    (file.length() - at) + " bytes follow the end of the picture; send a clean export.");
        }
    }

    private static int side(long pixels) {
        return (int) Math.min(Integer.MAX_VALUE, pixels);
    }
}
