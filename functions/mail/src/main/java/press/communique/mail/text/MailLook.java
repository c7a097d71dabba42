package press.communique.mail.text;

import java.util.Locale;
import press.communique.core.page.Accent;
import press.communique.core.site.SiteSettings;

/**
 * How a mail looks: the site's colours and, by script, the faces that readers' machines have. Names of faces stand
 * without quotation marks (CSS Fonts 4, section 2.1), so that they survive every rewriting of the style attributes.
 *
 * @param accent on light paper, as {@code #rrggbb}
 * @param accentDark on dark paper
 */
public record MailLook(String accent, String accentDark, Faces faces) {

    /**
     * @param serif of headlines
     * @param sans of text
     * @param size of text in px; where letters are small within a large em, more
     * @param leading of headlines
     */
    public record Faces(String serif, String sans, int size, String leading) {}

    private static final Faces LATIN = new Faces(
            "Iowan Old Style,Palatino Linotype,Palatino,P052,Georgia,serif",
            "Seravek,Gill Sans Nova,Ubuntu,Calibri,Segoe UI,sans-serif",
            17,
            "1.2");
    private static final Faces CYRILLIC_OR_GREEK = new Faces(
            "Iowan Old Style,Palatino Linotype,Charter,PT Serif,Noto Serif,Georgia,serif",
            "Seravek,Ubuntu,Calibri,PT Sans,Noto Sans,Segoe UI,sans-serif",
            17,
            "1.2");
    private static final Faces ARABIC = new Faces(
            "Noto Naskh Arabic,Amiri,Traditional Arabic,Geeza Pro,Times New Roman,serif",
            "Segoe UI,Geeza Pro,Noto Naskh Arabic,Noto Sans Arabic,Tahoma,sans-serif",
            19,
            "1.4");
    private static final Faces HEBREW = new Faces(
            "Frank Ruehl CLM,Noto Serif Hebrew,New Peninim MT,David,Times New Roman,serif",
            "Segoe UI,Arial Hebrew,Noto Sans Hebrew,Arial,sans-serif",
            18,
            "1.3");
    private static final Faces JAPANESE = new Faces(
            "Hiragino Mincho ProN,Yu Mincho,Noto Serif CJK JP,serif",
            "Hiragino Sans,Yu Gothic,Meiryo,Noto Sans CJK JP,sans-serif",
            17,
            "1.35");
    private static final Faces CHINESE = new Faces(
            "Songti SC,Noto Serif CJK SC,SimSun,serif",
            "PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif",
            17,
            "1.35");
    private static final Faces KOREAN = new Faces(
            "AppleMyungjo,Noto Serif CJK KR,Batang,serif",
            "Apple SD Gothic Neo,Malgun Gothic,Noto Sans CJK KR,sans-serif",
            17,
            "1.35");

    static MailLook of(SiteSettings site, String language) {
        Accent accent = Accent.of(site);
        return new MailLook(accent.light(), accent.dark(), faces(Locale.forLanguageTag(language)));
    }

    private static Faces faces(Locale locale) {
        return switch (locale.getLanguage()) {
            case "ar", "fa", "ur", "ps", "ckb", "sd", "ug", "ks" -> ARABIC;
            case "he", "yi" -> HEBREW;
            case "el", "ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "mn", "tg" -> CYRILLIC_OR_GREEK;
            case "ja" -> JAPANESE;
            case "zh", "yue" -> CHINESE;
            case "ko" -> KOREAN;
            default -> LATIN;
        };
    }
}
