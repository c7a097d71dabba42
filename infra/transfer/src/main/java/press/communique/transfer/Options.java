package press.communique.transfer;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What stands on the command line, and in the environment where it stands not there. */
final class Options {

    /** What an operator wrote cannot be understood. */
    static final class Usage extends RuntimeException {
        Usage(String message) {
            super(message);
        }
    }

    private static final Set<String> KNOWN = Set.of("api", "token", "site", "type", "language", "report", "at-once");

    private final Map<String, String> named = new TreeMap<>();
    private final List<String> words = new ArrayList<>();

    Options(List<String> arguments, Map<String, String> environment) {
        environment(environment, "COMMUNIQUE_API", "api");
        environment(environment, "COMMUNIQUE_TOKEN", "token");
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
            } else if (!KNOWN.contains(argument.substring(2))) {
                throw new Usage("There is no option " + argument + ".");
            } else if (++i == arguments.size()) {
                throw new Usage(argument + " needs a value.");
            } else {
                named.put(argument.substring(2), arguments.get(i));
            }
        }
    }

    private void environment(Map<String, String> environment, String variable, String name) {
        Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .ifPresent(value -> named.put(name, value));
    }

    /** The command, then what it works on. */
    List<String> words() {
        return words;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(named.get(name));
    }

    URI address(String name) {
        String value = find(name).orElseThrow(() -> new Usage("--" + name + " is missing: a full address."));
        try {
            URI address = new URI(value.replaceFirst("/$", ""));
            if (address.getHost() != null && address.getScheme().matches("https?")) {
                return address;
            }
        } catch (java.net.URISyntaxException said) {
            // Said below.
        }
        throw new Usage("--" + name + " is a full address that begins with https:// or http://, not " + value + ".");
    }

    String token() {
        return find("token")
                .orElseThrow(() -> new Usage("The token is missing: set COMMUNIQUE_TOKEN to that of an editor."));
    }

    int atOnce() {
        String value = find("at-once").orElse("4");
        if (!value.matches("[1-9]|[1-5]\\d|6[0-4]")) {
            throw new Usage("--at-once is a number from 1 to 64.");
        }
        return Integer.parseInt(value);
    }
}
