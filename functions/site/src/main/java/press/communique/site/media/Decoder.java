package press.communique.site.media;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Turns a picture's file into pixels in sRGB, upright. Of a big picture it takes every second, third … pixel, so that what
 * is held stays small whatever was sent; renditions are smaller still.
 */
final class Decoder {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final int enough;

    /** @param enough pixels on the longer side */
    Decoder(int enough) {
        this.enough = enough;
    }

    BufferedImage decode(Picture picture) throws Refused {
        ImageReader reader =
                ImageIO.getImageReadersByFormatName(picture.format()).next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
            reader.setInput(in, true, true);
            // The file's own parts may disagree about its size.
            new Picture(picture.format(), picture.bytes(), reader.getWidth(0), reader.getHeight(0), 1).within();
            ImageReadParam every = reader.getDefaultReadParam();
            int step = Math.max(1, Math.max(picture.width(), picture.height()) / enough);
            every.setSourceSubsampling(step, step, 0, 0);
            var deadline = new Deadline();
            reader.addIIOReadProgressListener(deadline);
            BufferedImage decoded = reader.read(0, every);
            if (deadline.passed) {
                throw new Refused("too-slow", "It takes too long to decode; export it again, smaller.");
            }
            return upright(decoded, picture.orientation());
        } catch (IOException | RuntimeException | OutOfMemoryError cannot) {
            throw Refused.damaged();
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage upright(BufferedImage image, int orientation) {
        boolean alpha = image.getColorModel().hasAlpha();
        boolean onItsSide = orientation >= 5;
        int width = onItsSide ? image.getHeight() : image.getWidth();
        int height = onItsSide ? image.getWidth() : image.getHeight();
        var upright =
                new BufferedImage(width, height, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = upright.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_COLOR_RENDERING, RenderingHints.VALUE_COLOR_RENDER_QUALITY);
        canvas.drawImage(image, turn(orientation, image.getWidth(), image.getHeight()), null);
        canvas.dispose();
        return upright;
    }

    /** From where a pixel lies in the file to where it belongs (EXIF 2.32, 4.6.4, orientation). */
    private static AffineTransform turn(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    /** Gives up on a file that was made to take for ever. */
    private static final class Deadline implements IIOReadProgressListener {

        private final long begun = System.nanoTime();
        private boolean passed;

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                passed = true;
                source.abort();
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
