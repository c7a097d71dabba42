package press.communique.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How to start a {@link LocalStack}. Every method that takes a value gives changed options; what they are told of never
 * changes.
 *
 * <pre>{@code
 * Options.at(directory).template(Path.of("template.yaml")).port(8080).sample(true)
 * }</pre>
 */
public final class Options implements Cloneable {

    private Path data;
    private int port = 0;
    private Path template = Path.of("template.yaml");
    private boolean sample = false;
    private URI endpoint;
    private Map<String, String> parameters = Map.of();
    private Map<String, String> environment = Map.of();
    private Clock clock = Clock.systemUTC();
    private Duration signedInFor = Duration.ofHours(1);
    private Duration firstRetryPause = Duration.ofMillis(200);
    private boolean terminal = false;
    private Consumer<String> progress = step -> {};

    private Options(Path data, URI endpoint) {
        this.data = data;
        this.endpoint = endpoint;
    }

    /** The usual ones: any free port, no sample, engines of this machine unless {@code AWS_ENDPOINT_URL} is set. */
    public static Options at(Path data) {
        String endpoint = System.getenv("AWS_ENDPOINT_URL");
        return new Options(data, endpoint == null || endpoint.isBlank() ? null : URI.create(endpoint));
    }

    private Options with(Consumer<Options> change) {
        try {
            var changed = (Options) clone();
            change.accept(changed);
            return changed;
        } catch (CloneNotSupportedException never) {
            throw new AssertionError(never);
        }
    }

    private static Map<String, String> and(Map<String, String> values, String name, String value) {
        var more = new HashMap<>(values);
        more.put(name, value);
        return Map.copyOf(more);
    }

    /** Where everything that outlives a run is kept. */
    public Path data() {
        return data;
    }

    /** 0 for any free one. */
    public int port() {
        return port;
    }

    public Options port(int port) {
        return with(changed -> changed.port = port);
    }

    /** The SAM template. */
    public Path template() {
        return template;
    }

    public Options template(Path template) {
        return with(changed -> changed.template = template);
    }

    /** Whether an empty stack loads the sample newsroom. */
    public boolean sample() {
        return sample;
    }

    public Options sample(boolean sample) {
        return with(changed -> changed.sample = sample);
    }

    /** Of an emulator that takes the place of the engines, or null. */
    public URI endpoint() {
        return endpoint;
    }

    public Options endpoint(URI endpoint) {
        return with(changed -> changed.endpoint = endpoint);
    }

    /** Values for the template's parameters, beyond those that the stack gives itself. */
    public Map<String, String> parameters() {
        return parameters;
    }

    public Options parameter(String name, String value) {
        return with(changed -> changed.parameters = and(parameters, name, value));
    }

    /** Further variables for every function. */
    public Map<String, String> environment() {
        return environment;
    }

    public Options environment(String name, String value) {
        return with(changed -> changed.environment = and(environment, name, value));
    }

    /** What the authorizer and the mint go by. */
    public Clock clock() {
        return clock;
    }

    public Options clock(Clock clock) {
        return with(changed -> changed.clock = clock);
    }

    /** How long the tokens of somebody who signs in are valid. */
    public Duration signedInFor() {
        return signedInFor;
    }

    public Options signedInFor(Duration signedInFor) {
        return with(changed -> changed.signedInFor = signedInFor);
    }

    /** Before a failed stream batch is tried again; it doubles from time to time. */
    public Duration firstRetryPause() {
        return firstRetryPause;
    }

    public Options firstRetryPause(Duration firstRetryPause) {
        return with(changed -> changed.firstRetryPause = firstRetryPause);
    }

    /** Whether each invocation is shown as a line on standard output. */
    public boolean terminal() {
        return terminal;
    }

    public Options terminal(boolean terminal) {
        return with(changed -> changed.terminal = terminal);
    }

    /** Is told each step of starting. */
    public Consumer<String> progress() {
        return progress;
    }

    public Options progress(Consumer<String> progress) {
        return with(changed -> changed.progress = progress);
    }
}
