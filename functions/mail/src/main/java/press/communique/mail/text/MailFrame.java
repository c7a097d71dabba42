package press.communique.mail.text;

import java.util.List;
import java.util.regex.Pattern;
import press.communique.core.page.Direction;
import press.communique.core.page.view.Words;
import press.communique.core.site.SiteSettings;

/**
 * What every mail has around what it says: masthead and footer, in {@code frame.jte}. A kind of mail is a template that
 * puts its own parts ({@code kicker.jte}, {@code title.jte}, {@code prose.jte}, {@code button.jte}) between them.
 *
 * @param language of what the mail says
 * @param direction in which that is written: {@code ltr} or {@code rtl}
 * @param spoken the language of the interface texts; another one where a language has no words of its own
 * @param spokenDirection likewise
 * @param home where the newsroom's name leads
 * @param subject stands in the title element
 * @param preheader what a mailbox shows beside the subject
 * @param marker a word on top that tells it from a true mail, such as "Test"; may be empty
 * @param why why the reader gets this
 * @param footer links below that, such as the one that ends it
 */
public record MailFrame(
        String language,
        String direction,
        String spoken,
        String spokenDirection,
        MailLook look,
        String newsroom,
        MailLink home,
        String subject,
        String preheader,
        String marker,
        String why,
        List<MailLink> footer) {

    private static final Pattern LONG = Pattern.compile("(\\S[^\\n]{150,}?) ");

    public MailFrame {
        footer = List.copyOf(footer);
    }

    /** In the site's look; the interface texts in that of the words. */
    static MailFrame of(
            SiteSettings site,
            Words words,
            String language,
            String home,
            String subject,
            String preheader,
            String why,
            List<MailLink> footer) {
        return new MailFrame(
                language,
                Direction.of(language),
                words.lang(),
                words.get("direction"),
                MailLook.of(site, language),
                site.name(language),
                new MailLink(home, site.name(language)),
                subject,
                preheader,
                "",
                why,
                footer);
    }

    /** At which side lines begin; attributes and Outlook know no {@code start}. */
    public String start() {
        return direction.equals("rtl") ? "right" : "left";
    }

    /** On lines that stay below the 998 octets of RFC 5322 even where nothing encodes them: a blank may be a line break. */
    public String folded(String text) {
        return LONG.matcher(text).replaceAll("$1\n");
    }

    /** The same with a word on top. */
    MailFrame marked(String word) {
        return new MailFrame(
                language,
                direction,
                spoken,
                spokenDirection,
                look,
                newsroom,
                home,
                subject,
                preheader,
                word,
                why,
                footer);
    }
}
