package press.communique.local.front;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fields of a form or a query string, {@code a=1&b=2}; the first counts where one comes twice. */
record Form(Map<String, String> fields) {

    static Form of(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : (encoded == null ? "" : encoded).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return new Form(fields);
    }

    /** Empty if it is not there. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    /** The address with a further field in its query. */
    static String with(String address, String name, String value) {
        return value.isEmpty()
                ? address
                : address + (address.contains("?") ? "&" : "?") + name + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
