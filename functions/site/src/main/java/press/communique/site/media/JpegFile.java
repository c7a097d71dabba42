package press.communique.site.media;

import java.io.ByteArrayOutputStream;

/**
 * A JPEG's segments (ITU-T T.81, annex B): what is needed for its pixels and colours, and which way up it is. What follows
 * its end, such as the second picture that telephones put there, is dropped.
 */
final class JpegFile {

    /** Each scan of a progressive picture means going through all of it again. */
    private static final int MOST_SCANS = 100;

    private JpegFile() {}

    static Picture read(Bytes file) throws Refused {
        var clean = new ByteArrayOutputStream(file.length());
        clean.write(file.all(), 0, 2);
        int width = 0;
        int height = 0;
        int orientation = 1;
        int scans = 0;
        int at = 2;
        while (true) {
            if (file.at(at) != 0xff) {
                throw Refused.damaged();
            }
            int marker = file.at(at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            if (marker == 0xd9) {
                clean.write(file.all(), at, 2);
                break;
            }
            int end = at + 2 + file.two(at + 2);
            if (end > file.length()) {
                throw Refused.damaged();
            }
            if (isFrame(marker)) {
                height = file.two(at + 5);
                width = file.two(at + 7);
                colours(file.at(at + 9));
            } else if (marker == 0xe1 && file.has(at + 4, "Exif\0\0")) {
                orientation = ExifOrientation.read(file, at + 10, end);
            }
            if (marker == 0xda) {
                if (++scans > MOST_SCANS) {
                    throw new Refused("too-many-scans", "It has more scans than a picture needs; export it again.");
                }
                end = scanEnd(file, end);
            }
            if (isNeeded(marker)) {
                clean.write(file.all(), at, end - at);
            }
            at = end;
        }
        if (scans == 0) {
            throw Refused.damaged();
        }
        return new Picture("jpeg", clean.toByteArray(), width, height, orientation);
    }

    private static void colours(int components) throws Refused {
        if (components != 1 && components != 3) {
            throw new Refused("colour-model", "Its colours are meant for print (CMYK); export it as RGB.");
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    /** Of the segments for applications only Adobe's, which says how colours are coded; no comments. */
    private static boolean isNeeded(int marker) {
        boolean application = marker >= 0xe0 && marker <= 0xef;
        return marker != 0xfe && (!application || marker == 0xee);
    }

    /** Within a scan FF stands before 00, or before a restart marker; any other marker ends it. */
    private static int scanEnd(Bytes file, int from) throws Refused {
        int at = from;
        while (true) {
            if (file.at(at) == 0xff) {
                int next = file.at(at + 1);
                if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                    return at;
                }
            }
            at++;
        }
    }
}
