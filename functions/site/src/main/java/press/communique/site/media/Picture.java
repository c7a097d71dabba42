package press.communique.site.media;

/**
 * What a picture's file says about it before anything is decoded, and the file without all that is not needed to decode.
 *
 * @param format as ImageIO calls it
 * @param bytes without EXIF and other metadata, and without whatever followed the picture
 * @param width in pixels, as it lies in the file
 * @param orientation how to turn it upright: 1 to 8 as in EXIF 2.32, 4.6.4
 */
record Picture(String format, byte[] bytes, int width, int height, int orientation) {

    /** All pixels together; a camera has fewer. */
    static final long MOST_PIXELS = 60_000_000;

    static final int LONGEST_SIDE = 30_000;

    Picture within() throws Refused {
        if (width <= 0 || height <= 0) {
            throw Refused.damaged();
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw new Refused(
                    "too-many-pixels",
                    "It is " + width + " by " + height + " pixels; at most " + MOST_PIXELS / 1_000_000
                            + " million are taken. Send it smaller.");
        }
        return this;
    }
}
