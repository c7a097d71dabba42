package press.communique.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How to start a {@link LocalStack}. Immutable; every method gives changed options.
 *
 * <pre>{@code
 * Options.at(directory).template(Path.of("template.yaml")).port(8080).sample(true)
 * }</pre>
 *
 * @param data where everything that outlives a run is kept
 * @param port 0 for any free one
 * @param template the SAM template
 * @param sample whether an empty stack loads the sample newsroom
 * @param endpoint of an emulator that takes the place of the engines, or null
 * @param parameters values for the template's parameters, beyond those that the stack gives itself
 * @param environment further variables for every function
 * @param clock what the authorizer and the mint go by
 * @param firstRetryPause before a failed stream batch is tried again; it doubles from time to time
 * @param terminal whether each invocation is shown as a line on standard output
 * @param progress is told each step of starting
 */
public record Options(
        Path data,
        int port,
        Path template,
        boolean sample,
        URI endpoint,
        Map<String, String> parameters,
        Map<String, String> environment,
        Clock clock,
        Duration firstRetryPause,
        boolean terminal,
        Consumer<String> progress) {

    /** The usual ones: any free port, no sample, engines of this machine unless {@code AWS_ENDPOINT_URL} is set. */
    public static Options at(Path data) {
        String endpoint = System.getenv("AWS_ENDPOINT_URL");
        return new Options(
                data,
                0,
                Path.of("template.yaml"),
                false,
                endpoint == null || endpoint.isBlank() ? null : URI.create(endpoint),
                Map.of(),
                Map.of(),
                Clock.systemUTC(),
                Duration.ofMillis(200),
                false,
                step -> {});
    }

    public Options port(int port) {
        return new Options(
                data,
                port,
                template,
                sample,
                endpoint,
                parameters,
                environment,
                clock,
                firstRetryPause,
                terminal,
                progress);
    }

    public Options template(Path template) {
        return new Options(
                data,
                port,
                template,
                sample,
                endpoint,
                parameters,
                environment,
                clock,
                firstRetryPause,
                terminal,
                progress);
    }

    public Options sample(boolean sample) {
        return new Options(
                data,
                port,
                template,
                sample,
                endpoint,
                parameters,
                environment,
                clock,
                firstRetryPause,
                terminal,
                progress);
    }

    public Options endpoint(URI endpoint) {
        return new Options(
                data,
                port,
                template,
                sample,
                endpoint,
                parameters,
                environment,
                clock,
                firstRetryPause,
                terminal,
                progress);
    }

    public Options parameter(String name, String value) {
        Map<String, String> parameters = new HashMap<>(this.parameters);
        parameters.put(name, value);
        return new Options(
                data,
                port,
                template,
                sample,
                endpoint,
                Map.copyOf(parameters),
                environment,
                clock,
                firstRetryPause,
                terminal,
                progress);
    }

    public Options environment(String name, String value) {
        Map<String, String> environment = new HashMap<>(this.environment);
        environment.put(name, value);
        return new Options(
                data,
                port,
                template,
                sample,
                endpoint,
                parameters,
                Map.copyOf(environment),
                clock,
                firstRetryPause,
                terminal,
                progress);
    }

    public Options clock(Clock clock) {
        return new Options(
                data,
                port,
                template,
                sample,
                endpoint,
                parameters,
                environment,
                clock,
                firstRetryPause,
                terminal,
                progress);
    }

    public Options firstRetryPause(Duration firstRetryPause) {
        return new Options(
                data,
                port,
                template,
                sample,
                endpoint,
                parameters,
                environment,
                clock,
                firstRetryPause,
                terminal,
                progress);
    }

    public Options terminal(boolean terminal) {
        return new Options(
                data,
                port,
                template,
                sample,
                endpoint,
                parameters,
                environment,
                clock,
                firstRetryPause,
                terminal,
                progress);
    }

    public Options progress(Consumer<String> progress) {
        return new Options(
                data,
                port,
                template,
                sample,
                endpoint,
                parameters,
                environment,
                clock,
                firstRetryPause,
                terminal,
                progress);
    }
}
