package press.communique.core.page;

import java.util.List;
import java.util.Map;
import press.communique.core.page.view.Words;
import press.communique.core.site.SiteSettings;

/** The pages that an admin fills; each is there, and linked to, in the languages in which it has a text. */
public final class Standing {

    /** As they are called in the settings and in addresses. */
    public static final List<String> ALL = List.of("legal", "accessibility");

    private Standing() {}

    public static boolean isFilled(SiteSettings site, String page, String language) {
        return !text(site, page, language).isBlank();
    }

    /** In Markdown; empty if there is none. */
    public static String text(SiteSettings site, String page, String language) {
        return site.pages().getOrDefault(page, Map.of()).getOrDefault(language, "");
    }

    static String title(Words words, String page) {
        return switch (page) {
            case "legal" -> words.get("legal");
            case "accessibility" -> words.get("accessibility");
            default -> throw new IllegalArgumentException("No standing page is called " + page);
        };
    }
}
