package press.communique.site.media;

/** Which way up a camera held a picture; the one thing that is read of EXIF before it goes. */
final class ExifOrientation {

    private static final int TAG = 0x0112;

    private ExifOrientation() {}

    /** @return 1 to 8; 1 if the file does not say, or says it wrongly */
    static int read(Bytes file, int tiff, int end) {
        try {
            boolean reversed = file.has(tiff, "II");
            long directory = tiff + number(file, tiff + 4, reversed);
            if (directory + 2 > end) {
                return 1;
            }
            int entries = two(file, (int) directory, reversed);
            for (int i = 0; i < entries; i++) {
                int entry = (int) directory + 2 + 12 * i;
                if (entry + 12 > end) {
                    return 1;
                }
                if (two(file, entry, reversed) == TAG) {
                    int value = two(file, entry + 8, reversed);
                    return value >= 1 && value <= 8 ? value : 1;
                }
            }
        } catch (Refused damaged) {
            // A picture lies on its side at worst.
        }
        return 1;
    }

    private static int two(Bytes file, int at, boolean reversed) throws Refused {
        return reversed ? file.twoReversed(at) : file.two(at);
    }

    private static long number(Bytes file, int at, boolean reversed) throws Refused {
        return reversed ? file.twoReversed(at) | (long) file.twoReversed(at + 2) << 16 : file.four(at);
    }
}
