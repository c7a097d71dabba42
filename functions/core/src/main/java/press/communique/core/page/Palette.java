package press.communique.core.page;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Gives a picture another colour by its palette alone, so that no byte depends on a machine's fonts, drawing or
 * compression (PNG, section 11.2.2: the chunk {@code PLTE} and its checksum).
 */
final class Palette {

    private static final int KIND = 0x504c5445;

    private Palette() {}

    /** @param picture a PNG with a palette, or an icon file with one in it */
    static byte[] withFirstColour(byte[] picture, int rgb) {
        ByteBuffer bytes = ByteBuffer.wrap(picture.clone());
        for (int at = 4; at + 8 < picture.length; at++) {
            if (bytes.getInt(at) == KIND) {
                int length = bytes.getInt(at - 4);
                bytes.put(at + 4, (byte) (rgb >> 16))
                        .put(at + 5, (byte) (rgb >> 8))
                        .put(at + 6, (byte) rgb);
                var checksum = new CRC32();
                checksum.update(bytes.array(), at, 4 + length);
                return bytes.putInt(at + 4 + length, (int) checksum.getValue()).array();
            }
        }
        throw new IllegalArgumentException("A picture without a palette");
    }
}
