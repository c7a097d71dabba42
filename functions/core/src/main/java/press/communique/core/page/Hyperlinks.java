package press.communique.core.page;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.core.page.view.Anchor;

/**
 * Links that editors and admins give, made fit to follow: only http, https, mailto, tel and paths of this site become a
 * link at all, whatever was checked before; those to another host are marked.
 */
final class Hyperlinks {

    /** What browsers drop from an address or read as something else (WHATWG URL, section 4.4). */
    private static final Pattern TREACHEROUS = Pattern.compile("[\\x00-\\x20\\x7f\\\\<>\"`\\p{Cf}\\p{Z}]");

    private static final Pattern WEB =
            Pattern.compile("(?i)https?://(?:[^/?#@]*@)?([^/?#:@\\[]+|\\[[0-9a-f:.]+])(:\\d*)?([/?#].*)?");
    private static final Pattern OTHER = Pattern.compile("(?i)(mailto|tel):[^/].*");
    private static final Pattern PATH = Pattern.compile("/(?!/).*");

    private final String host;

    Hyperlinks(URI siteUrl) {
        this.host = siteUrl.getHost() == null ? "" : siteUrl.getHost().toLowerCase(Locale.ROOT);
    }

    /**
     * @param text what to call it; if blank, its address stands for it
     * @return nothing if the address is not one to follow
     */
    Optional<Anchor> anchor(String url, String text) {
        String address = url.strip();
        if (address.isEmpty() || TREACHEROUS.matcher(address).find()) {
            return Optional.empty();
        }
        Matcher web = WEB.matcher(address);
        boolean external =
                web.matches() && !web.group(1).toLowerCase(Locale.ROOT).equals(host);
        if (!web.matches()
                && !PATH.matcher(address).matches()
                && !OTHER.matcher(address).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Anchor(text.isBlank() ? plain(address) : text, address, external, false, null));
    }

    private static String plain(String address) {
        return address.replaceFirst("(?i)^(https?://|mailto:|tel:)", "").replaceFirst("(?<=.)/$", "");
    }
}
