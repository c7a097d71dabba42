package press.communique.core.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * A file that pages show or are set with: style sheet, icon, font, logo. Its address holds a hash of its content, so that
 * caches can keep it for ever.
 *
 * <pre>{@code new Asset("logo.svg", bytes).path()  // /assets/logo-3f2a….svg}</pre>
 *
 * @param name within {@code assets/}: letters, digits, {@code . _ - /}
 */
public record Asset(String name, byte[] bytes) {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("woff", "font/woff"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    public Asset {
        bytes = bytes.clone();
    }

    /** Absolute, from the root of the site. */
    public String path() {
        int dot = name.lastIndexOf('.');
        int end = dot < 0 ? name.length() : dot;
        return "/assets/" + name.substring(0, end) + "-" + hash(bytes) + name.substring(end);
    }

    public String contentType() {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static String hash(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content), 0, 8);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
