package press.communique.local.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.util.MailStreamProvider;

/** Writes a message as MIME: text and HTML as alternatives, UTF-8. */
final class MimeWriter {

    static {
        // Else Jakarta Mail looks through the whole class path again for each part of each message.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private final Session session = Session.getInstance(new Properties());

    byte[] write(Mail mail, String messageId, Instant at) throws SesProblem {
        try {
            MimeMessage message = new MimeMessage(session) {
                @Override
                protected void updateMessageID() throws MessagingException {
                    setHeader("Message-ID", "<" + messageId + "@email.amazonses.com>");
                }
            };
            message.setFrom(SesRules.address(mail.from()));
            message.setRecipients(RecipientType.TO, addresses(mail.to()));
            message.setRecipients(RecipientType.CC, addresses(mail.cc()));
            if (!mail.replyTo().isEmpty()) {
                message.setReplyTo(addresses(mail.replyTo()));
            }
            message.setSubject(mail.subject(), "UTF-8");
            message.setSentDate(Date.from(at));
            body(message, mail);
            for (Map.Entry<String, String> header : mail.headers()) {
                message.addHeader(header.getKey(), header.getValue());
            }
            message.saveChanges();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException e) {
            throw SesProblem.badRequest("The message cannot be written: " + e.getMessage());
        }
    }

    private static void body(MimeMessage message, Mail mail) throws MessagingException {
        if (mail.text() != null && mail.html() != null) {
            MimeMultipart alternatives = new MimeMultipart("alternative");
            alternatives.addBodyPart(part(mail.text(), "plain"));
            alternatives.addBodyPart(part(mail.html(), "html"));
            message.setContent(alternatives);
        } else if (mail.html() != null) {
            message.setDataHandler(content(mail.html(), "html"));
        } else {
            message.setDataHandler(content(mail.text() == null ? "" : mail.text(), "plain"));
        }
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(content(text, subtype));
        return part;
    }

    /** Lines end in CR LF (RFC 5322, section 2.1). As bytes, since Jakarta Mail writes a text byte by byte, twice. */
    private static DataHandler content(String text, String subtype) {
        String lines = text.replace("\r\n", "\n").replace("\n", "\r\n");
        return new DataHandler(
                new ByteArrayDataSource(lines.getBytes(StandardCharsets.UTF_8), "text/" + subtype + "; charset=UTF-8"));
    }

    private static InternetAddress[] addresses(List<String> texts) throws SesProblem {
        List<InternetAddress> all = new ArrayList<>();
        for (String text : texts) {
            all.add(SesRules.address(text));
        }
        return all.toArray(new InternetAddress[0]);
    }
}
