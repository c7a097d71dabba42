package press.communique.journey;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A mail as a mail program reads it. */
record Letter(MimeMessage message) {

    static Letter of(String eml) {
        try {
            return new Letter(new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(eml.getBytes(StandardCharsets.ISO_8859_1))));
        } catch (MessagingException e) {
            throw new AssertionError("No mail: " + eml, e);
        }
    }

    private interface Reading<T> {
        T read() throws MessagingException, IOException;
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (MessagingException | IOException e) {
            throw new AssertionError("The mail cannot be read", e);
        }
    }

    String subject() {
        return reading(message::getSubject);
    }

    String from() {
        return reading(() -> ((InternetAddress) message.getFrom()[0]).getAddress());
    }

    List<String> to() {
        return reading(() -> Arrays.stream(message.getAllRecipients())
                .map(to -> ((InternetAddress) to).getAddress())
                .toList());
    }

    /** Unfolded; empty if there is none. */
    String header(String name) {
        return reading(() -> {
            String value = message.getHeader(name, null);
            return value == null ? "" : value.replaceAll("\\r?\\n\\s*", " ");
        });
    }

    String text() {
        return reading(() -> part(message, "text/plain"));
    }

    Document html() {
        return Jsoup.parse(reading(() -> part(message, "text/html")));
    }

    /** Where the mail's link to an address of this kind leads. */
    URI link(String path) {
        return URI.create(html().select("a[href*=" + path + "]").attr("href"));
    }

    /** Where a mail program posts to when its reader presses "unsubscribe" (RFC 8058). */
    URI oneClick() {
        return URI.create(header("List-Unsubscribe").replaceFirst("(?s).*<(https?:[^>]+)>.*", "$1"));
    }

    private static String part(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String found = part(parts.getBodyPart(i), type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "“" + subject() + "” to " + to();
    }
}
