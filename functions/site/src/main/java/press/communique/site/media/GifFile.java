package press.communique.site.media;

/** A GIF's blocks (https://www.w3.org/Graphics/GIF/spec-gif89a.txt): one picture, and nothing behind it. */
final class GifFile {

    private GifFile() {}

    static Picture read(Bytes file) throws Refused {
        int width = file.twoReversed(6);
        int height = file.twoReversed(8);
        int pictures = 0;
        int at = 13 + colours(file.at(10));
        while (true) {
            int block = file.at(at);
            if (block == 0x3b) {
                PngFile.end(file, at + 1);
                break;
            }
            if (block == 0x21) {
                at = subBlocks(file, at + 2);
            } else if (block == 0x2c) {
                pictures++;
                width = Math.max(width, file.twoReversed(at + 5));
                height = Math.max(height, file.twoReversed(at + 7));
                at = subBlocks(file, at + 11 + colours(file.at(at + 9)));
            } else {
                throw Refused.damaged();
            }
        }
        if (pictures == 0) {
            throw Refused.damaged();
        }
        if (pictures > 1) {
            throw new Refused("animated", "It moves; only still pictures are taken.");
        }
        return new Picture("gif", file.all(), width, height, 1);
    }

    private static int colours(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int subBlocks(Bytes file, int at) throws Refused {
        int next = at;
        for (int size = file.at(next); size > 0; size = file.at(next)) {
            next += size + 1;
        }
        return next + 1;
    }
}
