package press.communique.mail.text;

import press.communique.core.page.view.Words;

/**
 * A mail as the template shows it; every text is plain and escaped there.
 *
 * @param direction of the interface texts: {@code ltr} or {@code rtl}
 * @param preheader what a mailbox shows beside the subject
 * @param kicker kind and date, above the title; may be empty
 * @param summary may be empty
 * @param link where the button leads, and what it says
 * @param why why the reader gets this
 * @param change where the reader changes what comes, and what that link says; both empty in a letter
 * @param stop where the reader ends it, and what that link says; both empty in a letter
 */
public record MailView(
        String language,
        String direction,
        String newsroom,
        String home,
        String preheader,
        String kicker,
        String title,
        String summary,
        String link,
        String linkText,
        String why,
        String change,
        String changeText,
        String stop,
        String stopText) {

    static MailView of(
            Words words,
            String language,
            String newsroom,
            String home,
            String kicker,
            String title,
            String summary,
            String link,
            String linkText,
            String why,
            String change,
            String stop) {
        return new MailView(
                language,
                words.get("direction"),
                newsroom,
                home,
                summary.isEmpty() ? kicker : summary,
                kicker,
                title,
                summary,
                link,
                linkText,
                why,
                change,
                change.isEmpty() ? "" : words.get("change"),
                stop,
                stop.isEmpty() ? "" : words.get("stop"));
    }
}
