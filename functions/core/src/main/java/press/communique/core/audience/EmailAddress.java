package press.communique.core.audience;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A reader's address, in the one form in which it is stored and written to.
 *
 * <pre>{@code EmailAddress.parse(" Jane@Example.ORG ")  // Jane@example.org}</pre>
 *
 * <p>Only what every mail server takes: a dot-atom before the at sign (RFC 5322 section 3.2.3; no quotes, no comments,
 * nothing beyond ASCII, as SES demands), a domain of at least two labels after it, in its ASCII form (RFC 5891) and in
 * lower case. Nothing in it can end a header line or begin a second address.
 *
 * <p>{@link #toString} does not tell the address, so that no log does; ask for {@link #value}.
 */
public final class EmailAddress {

    /** In characters (RFC 5321, section 4.5.3.1.3, without the angle brackets). */
    public static final int LONGEST = 254;

    private static final Pattern LOCAL =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+(?!\\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])");
    private static final int LONGEST_LOCAL = 64;

    private final String value;

    private EmailAddress(String value) {
        this.value = value;
    }

    /** @return nothing if the text is not one address that mail can be sent to; blanks around it do not matter */
    public static Optional<EmailAddress> parse(String text) {
        String address = text.strip();
        int at = address.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL || address.length() > 4 * LONGEST) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        String domain;
        try {
            domain = IDN.toASCII(address.substring(at + 1), IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException notADomain) {
            return Optional.empty();
        }
        if (!LOCAL.matcher(local).matches()
                || !DOMAIN.matcher(domain).matches()
                || local.length() + 1 + domain.length() > LONGEST) {
            return Optional.empty();
        }
        return Optional.of(new EmailAddress(local + "@" + domain));
    }

    /** As it stands in the mail: {@code Jane@example.org}. */
    public String value() {
        return value;
    }

    /**
     * By which two addresses are the same to us. Servers may tell {@code Jane@} from {@code jane@} (RFC 5321, section
     * 2.4), none that is known does; taking them for one avoids mailing a person twice.
     */
    String sameness() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Never the address itself. */
    @Override
    public String toString() {
        return "(an address)";
    }
}
