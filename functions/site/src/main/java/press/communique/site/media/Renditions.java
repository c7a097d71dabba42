package press.communique.site.media;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.media.MediaType;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;

/**
 * Makes an upload's renditions: several widths, each in WebP and in a format that every browser shows. Nothing of the
 * upload but its pixels gets into them.
 *
 * <pre>{@code Made made = new Renditions().of(new Bytes(upload), MediaType.JPEG);}</pre>
 */
final class Renditions {

    private static final Logger LOG = LoggerFactory.getLogger(Renditions.class);

    /** In pixels: a phone, a column of text, and both on screens with twice the dots. */
    private static final int[] WIDTHS = {480, 960, 1440, 1920};

    private static final float JPEG_QUALITY = 0.82f;
    private static final float WEBP_QUALITY = 0.78f;

    /** A drawing that is not much larger as PNG stays one: its letters stay sharp. */
    private static final double PNG_MAY_BE = 1.5;

    static {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
    }

    /** @throws Refused if it is no picture that can be taken; what it says helps its sender */
    Made of(Bytes file, MediaType type) throws Refused {
        Sniffer.check(file, type);
        Picture picture =
                switch (type) {
                    case JPEG -> JpegFile.read(file);
                    case PNG -> PngFile.read(file);
                    case GIF -> GifFile.read(file);
                    default -> throw new IllegalArgumentException(type + " is no picture");
                };
        BufferedImage image = new Decoder(2 * WIDTHS[WIDTHS.length - 1]).decode(picture.within());
        boolean onItsSide = picture.orientation() >= 5;
        int width = onItsSide ? picture.height() : picture.width();
        int height = onItsSide ? picture.width() : picture.height();
        return new Made(width, height, files(image, width, type));
    }

    private static List<Made.File> files(BufferedImage image, int width, MediaType type) {
        List<BufferedImage> sizes = new ArrayList<>();
        BufferedImage larger = image;
        for (int wanted : widths(width).descendingSet()) {
            BufferedImage size = scaled(larger, Math.min(wanted, larger.getWidth()));
            if (sizes.isEmpty() || size.getWidth() < larger.getWidth()) {
                sizes.add(size);
            }
            larger = size;
        }
        Collections.reverse(sizes);
        boolean png = image.getColorModel().hasAlpha() || (type != MediaType.JPEG && isDrawing(sizes.get(0)));
        var files = new ArrayList<Made.File>();
        for (BufferedImage size : sizes) {
            byte[] webp = webp(size);
            if (webp != null) {
                files.add(file(size, "webp", Stored.WEBP, webp));
            }
            files.add(png ? file(size, "png", "image/png", png(size)) : file(size, "jpg", "image/jpeg", jpeg(size)));
        }
        return files;
    }

    private static TreeSet<Integer> widths(int width) {
        var widths = new TreeSet<Integer>();
        for (int wanted : WIDTHS) {
            widths.add(Math.min(wanted, width));
        }
        return widths;
    }

    private static boolean isDrawing(BufferedImage image) {
        return png(image).length <= PNG_MAY_BE * jpeg(image).length;
    }

    private static Made.File file(BufferedImage image, String extension, String contentType, byte[] bytes) {
        return new Made.File(
                new StoredFile(
                        image.getWidth() + "." + extension,
                        contentType,
                        bytes.length,
                        image.getWidth(),
                        image.getHeight()),
                bytes);
    }

    /** By halves, since one big step would leave out pixels. */
    private static BufferedImage scaled(BufferedImage image, int width) {
        BufferedImage step = image;
        while (step.getWidth() > width) {
            int next = Math.max(width, (step.getWidth() + 1) / 2);
            int height = Math.max(1, Math.round((float) next * image.getHeight() / image.getWidth()));
            var smaller = new BufferedImage(next, height, image.getType());
            Graphics2D canvas = smaller.createGraphics();
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            canvas.drawImage(step, 0, 0, next, height, null);
            canvas.dispose();
            step = smaller;
        }
        return step;
    }

    /** Null where its native part cannot be loaded; pages do without it then. */
    private static byte[] webp(BufferedImage image) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByMIMEType(Stored.WEBP);
        try {
            if (writers.hasNext()) {
                return encoded(image, writers.next(), "Lossy", WEBP_QUALITY);
            }
        } catch (LinkageError | IllegalStateException notHere) {
            LOG.warn("WebP cannot be written on this machine", notHere);
        }
        return null;
    }

    private static byte[] jpeg(BufferedImage image) {
        return encoded(image, ImageIO.getImageWritersByFormatName("jpeg").next(), "JPEG", JPEG_QUALITY);
    }

    private static byte[] png(BufferedImage image) {
        return encoded(image, ImageIO.getImageWritersByFormatName("png").next(), null, 0);
    }

    private static byte[] encoded(BufferedImage image, ImageWriter writer, String compression, float quality) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (compression != null) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionType(compression);
                how.setCompressionQuality(quality);
                if (how.canWriteProgressive()) {
                    how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
                }
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException ours) {
            throw new UncheckedIOException(ours);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
