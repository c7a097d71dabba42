package press.communique.core.page;

import java.util.Locale;
import press.communique.core.site.SiteSettings;

/**
 * The newsroom's accent colour, made legible: as it is where it stands out enough from the paper, otherwise mixed with
 * ink (light pages) or with white (dark pages) until links reach 4.5 to 1 (WCAG 2.2, criterion 1.4.3).
 *
 * @param light on light paper, as {@code #rrggbb}
 * @param dark on dark paper
 */
public record Accent(String light, String dark) {

    static final Accent BUILT_IN = new Accent("#1d3f72", "#9dbcf0");

    private static final int LIGHT_PAPER = 0xfbfaf7;
    private static final int DARK_PAPER = 0x14161a;
    private static final double LEAST = 4.5;

    /** The newsroom's own, or the built-in one. */
    public static Accent of(SiteSettings site) {
        return site.accent().map(Accent::of).orElse(BUILT_IN);
    }

    /** @param colour as {@code #rrggbb} */
    static Accent of(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return new Accent(mix(rgb, 0x000000, LIGHT_PAPER), mix(rgb, 0xffffff, DARK_PAPER));
    }

    private static String mix(int colour, int towards, int paper) {
        int mixed = colour;
        for (int step = 1; contrast(mixed, paper) < LEAST && step <= 20; step++) {
            mixed = channel(colour, towards, 16, step)
                    | channel(colour, towards, 8, step)
                    | channel(colour, towards, 0, step);
        }
        return String.format(Locale.ROOT, "#%06x", mixed);
    }

    private static int channel(int from, int to, int shift, int step) {
        int start = from >> shift & 0xff;
        int end = to >> shift & 0xff;
        return start + (end - start) * step / 20 << shift;
    }

    /** As WCAG 2.2 defines it, from 1 to 21. */
    static double contrast(int one, int other) {
        double brighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (brighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : StrictMath.pow((share + 0.055) / 1.055, 2.4);
    }
}
