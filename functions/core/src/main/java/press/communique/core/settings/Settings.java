package press.communique.core.settings;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The environment of a function, read by name; {@code infra/checks} holds the names read here to those in {@code
 * template.yaml}.
 *
 * <pre>{@code String table = new Settings(System.getenv()).postsTable();}</pre>
 *
 * <p>Every getter throws {@link MissingSetting} when its variable is absent or blank, so that a function that is not
 * fully configured fails when it starts and says which name it lacks.
 */
public final class Settings {

    private final Map<String, String> environment;

    public Settings(Map<String, String> environment) {
        this.environment = environment;
    }

    public String postsTable() {
        return require("POSTS_TABLE");
    }

    public String audienceTable() {
        return require("AUDIENCE_TABLE");
    }

    public String siteBucket() {
        return require("SITE_BUCKET");
    }

    public String privateBucket() {
        return require("PRIVATE_BUCKET");
    }

    public String mailQueue() {
        return require("MAIL_QUEUE_URL");
    }

    /** In which urgent mailings overtake the others. */
    public String urgentQueue() {
        return require("URGENT_QUEUE_URL");
    }

    /** Queues of channels that are told what went live, separated by spaces; none if it is empty or not there. */
    public List<String> channelQueues() {
        String urls = environment.getOrDefault("CHANNEL_QUEUE_URLS", "").strip();
        return urls.isEmpty() ? List.of() : List.of(urls.split("\\s+"));
    }

    public String letterQueue() {
        return require("LETTER_QUEUE_URL");
    }

    public String dueQueue() {
        return require("DUE_QUEUE_URL");
    }

    public String purgeQueue() {
        return require("PURGE_QUEUE_URL");
    }

    public String rebuildQueue() {
        return require("REBUILD_QUEUE_URL");
    }

    public String distribution() {
        return require("DISTRIBUTION_ID");
    }

    /** The address that readers see, without a slash at its end: {@code https://news.example.org}. */
    public URI siteUrl() {
        String url = require("SITE_URL");
        return URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    }

    /** The secret that signs readers' links and hides their addresses; at least 32 characters. */
    public String secret() {
        String secret = require("SECRET");
        if (secret.length() < 32) {
            throw new MissingSetting("SECRET", "is shorter than 32 characters");
        }
        return secret;
    }

    /** What the CDN adds to each request that it passes on to the API; empty if nobody does. */
    public String originSecret() {
        return environment.getOrDefault("ORIGIN_SECRET", "").strip();
    }

    public String configurationSet() {
        return require("CONFIGURATION_SET");
    }

    /** Who issues the editors' tokens; below it is the discovery document. */
    public String tokenIssuer() {
        return require("TOKEN_ISSUER");
    }

    /** The desk's client id there; empty if there is none. */
    public String deskClient() {
        return environment.getOrDefault("DESK_CLIENT_ID", "").strip();
    }

    /** The addresses to which alone mail is sent, separated by blanks or commas; to everybody if there is none. */
    public List<String> mailSandbox() {
        String addresses = environment.getOrDefault("MAIL_SANDBOX", "").strip();
        return addresses.isEmpty() ? List.of() : List.of(addresses.split("[\\s,]+"));
    }

    /** How often one client may read from the editors' API in a minute; 0, as if it is not there, for any number. */
    public long readsPerMinute() {
        return number("READS_PER_MINUTE");
    }

    /** The same for everything that may change something. */
    public long writesPerMinute() {
        return number("WRITES_PER_MINUTE");
    }

    /** How many requests to subscribe one network address makes in an hour; 0, as if it is not there, for any number. */
    public long requestsPerHour() {
        return number("REQUESTS_PER_HOUR");
    }

    private long number(String name) {
        String value = environment.getOrDefault(name, "0").strip();
        if (!value.matches("[0-9]{1,9}")) {
            throw new MissingSetting(name, "is no whole number");
        }
        return Long.parseLong(value);
    }

    private String require(String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new MissingSetting(name, "is not set");
        }
        return value;
    }

    /** A variable that the function needs and was not given. */
    public static final class MissingSetting extends IllegalStateException {
        MissingSetting(String name, String what) {
            super("The environment variable " + name + " " + what + "; see template.yaml.");
        }
    }
}
