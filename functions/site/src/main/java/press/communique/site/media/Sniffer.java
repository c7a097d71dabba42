package press.communique.site.media;

import java.util.List;
import press.communique.core.media.MediaType;

/** Tells by its bytes what a file is, and refuses one that is something else than announced, or two things at once. */
final class Sniffer {

    /** Long enough that no picture holds them by chance. */
    private static final List<String> MARKUP =
            List.of("<script", "<!doctype", "<iframe", "<html>", "<html ", "<?php ", "<svg xmlns", "javascript:");

    private static final int HEAD = 1_024;

    /** An archive's directory stands in the last 65,557 bytes (APPNOTE.TXT 4.3.16). */
    private static final int ARCHIVE_TAIL = 65_557;

    private Sniffer() {}

    /** @throws Refused if the file is not what its sender said, or could be read as something else too */
    static void check(Bytes file, MediaType announced) throws Refused {
        if (isSvg(file)) {
            throw new Refused("svg", "This is an SVG, which can hold scripts; send the picture as PNG.");
        }
        if (!matches(file, announced)) {
            throw new Refused(
                    "wrong-type",
                    "It was announced as " + announced.contentType() + ", but its bytes are something else.");
        }
        if (announced.kind() != MediaType.Kind.AUDIO) {
            polyglot(file, announced);
        }
    }

    private static boolean matches(Bytes file, MediaType type) {
        return switch (type) {
            case JPEG -> file.has(0, "\u00ff\u00d8\u00ff");
            case PNG -> file.has(0, "\u0089PNG\r\n\u001a\n");
            case GIF -> file.has(0, "GIF87a") || file.has(0, "GIF89a");
            case PDF -> file.has(0, "%PDF-");
            case MP3 -> file.has(0, "ID3") || isMpegFrame(file);
            case M4A -> file.has(4, "ftyp");
            case OGG -> file.has(0, "OggS");
            case WAV -> file.has(0, "RIFF") && file.has(8, "WAVE");
        };
    }

    /** Eleven bits set, and a layer that exists. */
    private static boolean isMpegFrame(Bytes file) {
        return file.length() > 2
                && (file.all()[0] & 0xff) == 0xff
                && (file.all()[1] & 0xe0) == 0xe0
                && (file.all()[1] & 0x06) != 0;
    }

    private static boolean isSvg(Bytes file) {
        return file.length() > 0
                && (file.all()[0] == '<'
                        || file.all()[0] == ' '
                        || file.all()[0] == '\n'
                        || file.all()[0] == (byte) 0xef)
                && file.holds(0, 4 * HEAD, "<svg");
    }

    private static void polyglot(Bytes file, MediaType type) throws Refused {
        boolean picture = type.kind() == MediaType.Kind.IMAGE;
        for (String mark : MARKUP) {
            // A PDF's text is compressed; a few words of markup in its metadata do no harm beyond its beginning.
            if (file.holds(0, picture ? file.length() : HEAD, mark)) {
                throw polyglot("markup or script (" + mark.strip() + ")");
            }
        }
        if (picture && file.holds(0, HEAD, "%pdf-")) {
            throw polyglot("a PDF");
        }
        if (file.holds(file.length() - ARCHIVE_TAIL, file.length(), "pk\u0005\u0006")) {
            throw polyglot("an archive");
        }
        // GIF89a/* and FFD8FFE0 2F2A: the picture's first numbers open a comment of a script.
        if ((type == MediaType.GIF && file.has(6, "/*")) || (type == MediaType.JPEG && file.has(4, "/*"))) {
            throw polyglot("a script");
        }
    }

    private static Refused polyglot(String what) {
        return new Refused(
                "polyglot",
                "Besides what it was announced as, the file can be read as " + what + "; send a clean export.");
    }
}
