package press.communique.site.media;

import java.nio.charset.StandardCharsets;
import press.communique.core.media.MediaType;

/** Looks at the beginning and the end of a file that is passed on as it is. */
final class Documents {

    /** In bytes, at either end. */
    static final int LOOKED_AT = 70_000;

    private Documents() {}

    static void check(byte[] head, byte[] tail, MediaType type) throws Refused {
        Sniffer.check(new Bytes(head), type);
        if (type == MediaType.PDF) {
            String end = new String(tail, StandardCharsets.ISO_8859_1);
            int mark = end.lastIndexOf("%%EOF");
            if (mark < 0) {
                throw Refused.damaged();
            }
            if (!end.substring(mark + 5).isBlank() && !end.substring(mark + 5).matches("[\\x00\\s]*")) {
                throw new Refused("trailing-data", "Something follows the end of the PDF; send a clean export.");
            }
            if (end.contains("PK\u0005\u0006")) {
                throw new Refused("polyglot", "The file can be read as an archive too; send a clean export.");
            }
        }
    }
}
