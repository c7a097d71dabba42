package press.communique.site.media;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Pictures, good and bad. */
final class Samples {

    private Samples() {}

    /** Red on the left, blue on the right; dark at the top. */
    static BufferedImage image(int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        Graphics2D canvas = image.createGraphics();
        canvas.setPaint(new GradientPaint(0, 0, Color.RED, width, 0, Color.BLUE));
        canvas.fillRect(0, 0, width, height);
        canvas.setColor(Color.BLACK);
        canvas.fillRect(0, 0, width, height / 4);
        canvas.dispose();
        return image;
    }

    static byte[] encoded(String format, int width, int height) {
        return encoded(format, image(width, height, BufferedImage.TYPE_INT_RGB));
    }

    static byte[] encoded(String format, BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("Nothing writes " + format);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** A JPEG as a telephone makes it: turned, with the place where it was taken, and a comment. */
    static byte[] photograph(int width, int height, int orientation) {
        byte[] jpeg = encoded("jpeg", width, height);
        return joined(
                slice(jpeg, 0, 2),
                segment(0xe1, exif(orientation)),
                segment(0xfe, "Taken at 52.5200N 13.4050E".getBytes(StandardCharsets.US_ASCII)),
                slice(jpeg, 2, jpeg.length));
    }

    /** EXIF in big-endian TIFF: an orientation, and a GPS directory with a latitude. */
    static byte[] exif(int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(200);
        tiff.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        tiff.putShort((short) 2);
        entry(tiff, 0x0112, 3, 1, orientation << 16);
        entry(tiff, 0x8825, 4, 1, 38);
        tiff.putInt(0);
        tiff.putShort((short) 2);
        entry(tiff, 1, 2, 2, 'N' << 24);
        entry(tiff, 2, 5, 3, 68);
        tiff.putInt(0);
        for (int part : new int[] {52, 1, 31, 1, 12, 1}) {
            tiff.putInt(part);
        }
        tiff.put("GPSMARK".getBytes(StandardCharsets.US_ASCII));
        return slice(tiff.array(), 0, tiff.position());
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static byte[] segment(int marker, byte[] content) {
        return joined(
                new byte[] {(byte) 0xff, (byte) marker, (byte) (content.length + 2 >> 8), (byte) (content.length + 2)},
                content);
    }

    /** A PNG whose header says 50,000 by 50,000, and whose few bytes would become 2.5 GB. */
    static byte[] bomb(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {1, 0, 0, 0, 0})
                .array();
        var zeros = new ByteArrayOutputStream();
        try (var deflated = new DeflaterOutputStream(zeros)) {
            deflated.write(new byte[1_000_000]);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return joined(
                "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1),
                chunk("IHDR", header),
                chunk("IDAT", zeros.toByteArray()),
                chunk("IEND", new byte[0]));
    }

    static byte[] chunk(String name, byte[] content) {
        byte[] named = joined(name.getBytes(StandardCharsets.US_ASCII), content);
        var crc = new CRC32();
        crc.update(named);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(named)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }
}
