package press.communique.local.template;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.local.StackMistake;

/** Reads {@code rate(5 minutes)}. */
final class Rate {

    private static final Pattern EXPRESSION = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

    private Rate() {}

    static Duration of(String expression, String where) {
        Matcher rate = EXPRESSION.matcher(expression);
        if (!rate.matches()) {
            throw new StackMistake(where + " says " + expression
                    + ", which the local stack does not know; it knows rates such as rate(1 minute).");
        }
        long count = Long.parseLong(rate.group(1));
        return switch (rate.group(2)) {
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
