package press.communique.local.mail;

import java.util.List;
import java.util.Map;

/** A message as it is to be written: headers beyond the usual ones in their order, bodies or null. */
record Mail(
        String from,
        List<String> to,
        List<String> cc,
        List<String> replyTo,
        String subject,
        String text,
        String html,
        List<Map.Entry<String, String>> headers) {}
