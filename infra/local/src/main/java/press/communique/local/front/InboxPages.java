package press.communique.local.front;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import press.communique.local.mail.Outbox;

/** The inbox in a browser: a list of messages, and one of them with its parts. Works without script. */
final class InboxPages {

    /** A message's HTML runs nothing and loads nothing; its links open beside the inbox. */
    static final String BODY_CSP =
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private static final int MOST_SHOWN = 500;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH);

    private final Outbox outbox;
    private final Session session = Session.getInstance(new Properties());

    InboxPages(Outbox outbox) {
        this.outbox = outbox;
    }

    String whatIsWhere() {
        return page("Local stack", """
                <h1>The local stack</h1>
                <ul class="places">
                <li><a href="/">Site</a><span>what readers see</span></li>
                <li><a href="/_local/mail">Inbox</a><span>all mail that the local SES accepted</span></li>
                <li><a href="/_local/api">API</a><span>every call, what it takes and what it answers</span></li>
                <li><a href="/api/health">Health</a><span>the API, and how far behind each channel is</span></li>
                <li><a href="/_local/check">Check</a><span>whether the site is what a rebuild would make of it</span></li>
                <li><a href="/_local/invalidations">Invalidations</a><span>what the CDN was told to forget</span></li>
                <li><a href="/desk/">Desk</a><span>where editors work; sign in as anybody</span></li>
                <li><a href="/_local/jwks.json">Keys</a><span>what the editors’ tokens are checked with</span></li>
                </ul>
                """);
    }

    String list() {
        List<Outbox.Entry> messages = outbox.newestFirst();
        StringBuilder rows = new StringBuilder();
        for (Outbox.Entry message : messages.subList(0, Math.min(MOST_SHOWN, messages.size()))) {
            rows.append("<li><a href=\"/_local/mail/")
                    .append(message.id())
                    .append("\"><span class=\"subject\">")
                    .append(Html.escape(message.subject().isBlank() ? "(no subject)" : message.subject()))
                    .append("</span><span class=\"to\">to ")
                    .append(Html.escape(String.join(", ", message.to())))
                    .append("</span><time datetime=\"")
                    .append(message.at())
                    .append("\">")
                    .append(TIME.format(message.at().atZone(ZoneId.systemDefault())))
                    .append("</time></a></li>\n");
        }
        String more = messages.size() > MOST_SHOWN ? "<p>The newest " + MOST_SHOWN + " are shown.</p>" : "";
        String body = messages.isEmpty()
                ? "<p class=\"empty\">Nothing yet. Subscribe on the site, or publish a post with subscribers.</p>"
                : "<ol class=\"messages\">\n" + rows + "</ol>\n" + more;
        return page(
                "Inbox",
                "<h1>Inbox <small>" + messages.size() + (messages.size() == 1 ? " message" : " messages")
                        + "</small></h1>\n" + body);
    }

    String message(String id, byte[] eml) {
        try {
            MimeMessage message = parse(eml);
            StringBuilder html = new StringBuilder("<p><a href=\"/_local/mail\">← Inbox</a></p>\n<h1>")
                    .append(Html.escape(message.getSubject() == null ? "(no subject)" : message.getSubject()))
                    .append("</h1>\n<dl>");
            term(html, "From", decoded(message.getHeader("From", ", ")));
            term(html, "To", decoded(message.getHeader("To", ", ")));
            term(html, "Date", decoded(message.getHeader("Date", ", ")));
            html.append("</dl>\n");
            if (part(message, "text/html") != null) {
                html.append("<h2>HTML</h2>\n<iframe title=\"The message’s HTML part\"")
                        .append(" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" src=\"/_local/mail/")
                        .append(id)
                        .append(".html\"></iframe>\n");
            }
            String text = part(message, "text/plain");
            if (text != null) {
                html.append("<h2>Text</h2>\n<pre class=\"text\">")
                        .append(linked(text))
                        .append("</pre>\n");
            }
            html.append("<details><summary>All headers</summary><dl>");
            for (Header header : Collections.list(message.getAllHeaders())) {
                term(html, header.getName(), decoded(header.getValue()));
            }
            html.append("</dl></details>\n<p><a href=\"/_local/mail/")
                    .append(id)
                    .append(".eml\">Raw message (.eml)</a></p>");
            return page("Message", html.toString());
        } catch (MessagingException | IOException e) {
            return page(
                    "Message",
                    "<h1>The message cannot be read</h1><p>" + Html.escape(String.valueOf(e.getMessage())) + "</p>");
        }
    }

    String htmlBody(byte[] eml) {
        try {
            String html = part(parse(eml), "text/html");
            return html == null ? "" : "<base target=\"_blank\">" + html;
        } catch (MessagingException | IOException e) {
            return "";
        }
    }

    private MimeMessage parse(byte[] eml) throws MessagingException {
        return new MimeMessage(session, new ByteArrayInputStream(eml));
    }

    private static String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String found = part(inner, type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static void term(StringBuilder html, String name, String value) {
        html.append("<dt>")
                .append(Html.escape(name))
                .append("</dt><dd>")
                .append(Html.escape(value))
                .append("</dd>");
    }

    private static String decoded(String value) {
        if (value == null) {
            return "";
        }
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(value));
        } catch (UnsupportedEncodingException e) {
            return value;
        }
    }

    private static String linked(String text) {
        return Html.escape(text)
                .replaceAll(
                        "(https?://[^\\s<>\"]+[^\\s<>\".,;:!?)])",
                        "<a href=\"$1\" target=\"_blank\" rel=\"noopener\">$1</a>");
    }

    static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s · Communiqué on this machine</title><link rel="stylesheet" href="/_local/local.css"></head>
                <body><header><a href="/_local/">Communiqué on this machine</a><nav><a href="/">Site</a> <a href="/_local/mail">Inbox</a></nav></header>
                <main>
                %s
                </main></body></html>
                """.formatted(Html.escape(title), body);
    }
}
