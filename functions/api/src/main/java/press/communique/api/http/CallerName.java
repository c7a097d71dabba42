package press.communique.api.http;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import press.communique.core.people.Person;

/**
 * What colleagues may call whoever a token is of. The claims are OpenID Connect's and Cognito's
 * (https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims).
 */
final class CallerName {

    /** In characters; a name that is longer is cut. */
    private static final int LONGEST = 120;

    private CallerName() {}

    /**
     * The claim {@code name}, else the given and the family name; else, as a makeshift, the user name or what stands before
     * the @ of the address. Of an address nothing else is taken, whichever claim has it. A machine has the id of its client.
     * Empty if the token tells nothing but an id.
     */
    static Optional<Person> of(String subject, Map<String, String> claims, boolean isMachine) {
        if (isMachine) {
            return Optional.of(new Person(subject, clean(subject), false));
        }
        String parts = Stream.of("given_name", "family_name")
                .map(claims::get)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        Optional<String> told = Stream.of(claims.getOrDefault("name", ""), parts)
                .map(CallerName::clean)
                .filter(CallerName::isName)
                .findFirst();
        if (told.isPresent()) {
            return Optional.of(new Person(subject, told.get(), false));
        }
        return Stream.of("name", "cognito:username", "username", "email")
                .map(claim -> claims.getOrDefault(claim, ""))
                .map(value -> clean(value.split("@", 2)[0]))
                .filter(CallerName::isName)
                .filter(value -> !value.equals(subject))
                .findFirst()
                .map(value -> new Person(subject, value, true));
    }

    /** An address is none, and neither is the UUID that Cognito gives as user name to whoever signs in by their address. */
    private static boolean isName(String text) {
        return !text.isEmpty()
                && !text.contains("@")
                && !text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    }

    /** On one line, without what turns the text around it, and no longer than a name is. */
    private static String clean(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+", " ")
                .strip();
        int end = Math.min(LONGEST, line.codePointCount(0, line.length()));
        return line.substring(0, line.offsetByCodePoints(0, end)).strip();
    }
}
