package press.communique.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.local.engine.Endpoints;
import press.communique.local.engine.LoopbackServer;
import press.communique.local.front.CloudFrontEndpoint;
import press.communique.local.front.FrontDoor;
import press.communique.local.front.Issuer;
import press.communique.local.front.JwtAuthorizer;
import press.communique.local.front.LocalPages;
import press.communique.local.front.RouteTable;
import press.communique.local.front.TokenMint;
import press.communique.local.lambda.FunctionLog;
import press.communique.local.lambda.Functions;
import press.communique.local.lambda.Invocation;
import press.communique.local.mail.MailEvents;
import press.communique.local.mail.Outbox;
import press.communique.local.mail.SesFaults;
import press.communique.local.template.Bucket;
import press.communique.local.template.Function;
import press.communique.local.template.StackTemplate;
import press.communique.site.publish.Publishing;
import press.communique.store.site.Rebuilds;

/**
 * The whole stack of a template on this machine.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.start(Options.at(directory).template(Path.of("template.yaml")))) {
 *     client.send(request(stack.api().resolve("/api/posts")).header("Authorization", "Bearer " + stack.tokens().editor()) …
 * }
 * }</pre>
 *
 * It serves once {@code start} returns. Closing it keeps its data; started again on the same directory it goes on where
 * it was. Safe for many threads.
 */
public final class LocalStack implements AutoCloseable {

    static {
        // The functions' own lines; the engines stay silent.
        System.getProperties().putIfAbsent("communique.log", "own");
    }

    /** The function that renders everything again. */
    private static final String REBUILDER = "RebuildFunction";

    /** The function that brings the desk. */
    private static final String SWEEPER = "SiteSweepFunction";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TOKEN_VALIDITY = Duration.ofDays(7);

    private final List<AutoCloseable> open = new ArrayList<>();
    /** Calls a minute that no single machine brings about. */
    private static final String MANY = "1000000";

    private final Options options;
    private DataDirectory data;
    private FrontDoor door;
    private URI site;
    private Tokens tokens;
    private TokenMint mint;
    private Functions functions;
    private SiteCheck check;
    private Engines engines;
    private Outbox outbox;
    private ThemeFolder theme;
    private Map<String, String> queueUrls;

    private LocalStack(Options options) {
        this.options = options;
    }

    /**
     * Starts the stack and waits until it serves.
     *
     * @throws StackMistake if the person who starts it has to put something right first
     */
    public static LocalStack start(Options options) throws Exception {
        LocalStack stack = new LocalStack(options);
        try {
            stack.startAll();
            return stack;
        } catch (Exception | Error e) {
            stack.close();
            throw e;
        }
    }

    private void startAll() throws Exception {
        data = opened(DataDirectory.open(options.data()));
        FunctionLog log = opened(new FunctionLog(data.log(), options.terminal() ? System.out : null));
        log.showOnTerminalOnlyFailures(true);
        door = new FrontDoor(log);
        LoopbackServer front = opened(bind(door));
        site = URI.create("http://localhost:" + front.port() + "/");
        options.progress().accept("Data in " + data.root() + ", address " + site);

        mint = TokenMint.open(data.tokenKey(), site.resolve(Issuer.PATH).toString(), options.clock());
        tokens = new Tokens(
                mint.token("author", List.of("author"), TOKEN_VALIDITY),
                mint.token("editor", List.of("editor"), TOKEN_VALIDITY),
                mint.token("admin", List.of("admin"), TOKEN_VALIDITY));
        StackTemplate template = StackTemplate.read(options.template(), parameters());
        RouteTable routes = new RouteTable(template.functions());
        options.progress()
                .accept("Template " + options.template() + ": "
                        + template.functions().size() + " functions, "
                        + template.tables().size() + " tables, "
                        + template.queues().size() + " queues");

        theme = opened(new ThemeFolder(options.template(), data.root(), options.progress()));
        boolean newTheme = theme.adopt();
        outbox = new Outbox(data.mail());
        engines = opened(Engines.start(data, template, outbox, options.endpoint(), log::note));
        options.progress()
                .accept(
                        options.endpoint() == null
                                ? "Engines: DynamoDB, S3, SQS, SES"
                                : "Engines: " + options.endpoint() + ", SES");
        queueUrls = engines.createResources(template);
        options.progress().accept("Tables, buckets and queues");

        functions = opened(new Functions(
                new Functions.Settings(
                        data.streams(),
                        engines.endpoints().region(),
                        options.firstRetryPause(),
                        engines.idlePollMillis()),
                log));
        load(template);
        options.progress().accept("Functions");
        functions.startSources(engines.clients(), queueUrls, engines.writes());
        door.open(new FrontDoor.Behind(
                routes,
                new JwtAuthorizer(mint.keys(), options.clock()),
                functions,
                template.throttle(),
                engines.clients().s3(),
                template.siteBucket(),
                fallback(template),
                template.cdnHeaders().with(value -> uploadsHere(template, value)),
                originHeaders(template),
                new Issuer(mint, site.resolve("/desk/").toString(), options.signedInFor(), options.clock()),
                new LocalPages(outbox, engines.cloudFront(), mint.keys(), () -> siteCheck(template))));
        new Newsroom(this, options.progress()).fillIfEmpty(options.sample());
        if (template.functions().stream().anyMatch(function -> function.id().equals(REBUILDER))) {
            String table = environment(template, REBUILDER).get("POSTS_TABLE");
            Runnable renderAgain =
                    () -> new Rebuilds(engines.clients().dynamoDb(), table).request("theme", Instant.now());
            if (newTheme) {
                renderAgain.run();
            }
            theme.watch(renderAgain);
        }
        if (template.functions().stream().anyMatch(function -> function.id().equals(SWEEPER))) {
            // As the first minute after a deployment would; nobody here waits for it.
            new Publishing(environment(template, SWEEPER)).desk().ensure();
        }
        writeReady();
        log.showOnTerminalOnlyFailures(false);
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.add(0, part);
        return part;
    }

    private LoopbackServer bind(FrontDoor door) throws Exception {
        try {
            return LoopbackServer.start("front", options.port(), 64, door);
        } catch (IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (e instanceof BindException || cause instanceof BindException) {
                throw new StackMistake(
                        "Port " + options.port() + " is taken; stop what uses it, or start on another with" + " -Dport="
                                + (options.port() + 1) + ".",
                        e);
            }
            throw e;
        }
    }

    /** A bucket's address in the cloud is the engine's on this machine. */
    private String uploadsHere(StackTemplate template, String header) {
        String here = header;
        for (Bucket bucket : template.buckets()) {
            String cloud = "https://" + bucket.name() + ".s3.";
            here = here.replaceAll(
                    Pattern.quote(cloud) + "[a-z0-9.-]+",
                    Matcher.quoteReplacement(engines.endpoints().s3().toString()));
        }
        return here;
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "Stage",
                "local",
                "SiteUrl",
                site.toString().replaceFirst("/$", ""),
                "TokenIssuer",
                mint.issuer(),
                "TokenAudience",
                TokenMint.AUDIENCE,
                "DeskClientId",
                Issuer.DESK,
                "ReadsPerMinute",
                MANY,
                "WritesPerMinute",
                MANY,
                "RequestsPerHour",
                MANY));
        parameters.putAll(options.parameters());
        return parameters;
    }

    private void load(StackTemplate template) throws Exception {
        Secrets secrets = new Secrets(data.secrets());
        Map<String, String> common = engines.endpoints().environment();
        ExecutorService together =
                Executors.newFixedThreadPool(Math.max(1, Runtime.getRuntime().availableProcessors()));
        try {
            List<Future<?>> loading = new ArrayList<>();
            for (Function function : template.functions()) {
                Map<String, String> environment =
                        new HashMap<>(template.environment(function.id(), queueUrls::get, secrets::value));
                environment.putAll(common);
                environment.put("AWS_LAMBDA_FUNCTION_NAME", function.id());
                environment.putAll(options.environment());
                loading.add(together.submit(() -> functions.load(function, environment)));
            }
            for (Future<?> one : loading) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StackMistake mistake) {
                throw mistake;
            }
            throw e;
        } finally {
            together.shutdown();
        }
    }

    /** With the eyes of the function that rebuilds, made when it is first asked for. */
    private synchronized String siteCheck(StackTemplate template) {
        if (check != null) {
            return check.json();
        }
        check = new SiteCheck(environment(template, REBUILDER));
        return check.json();
    }

    private Map<String, String> environment(StackTemplate template, String function) {
        Map<String, String> environment =
                new HashMap<>(template.environment(function, queueUrls::get, new Secrets(data.secrets())::value));
        environment.putAll(engines.endpoints().environment());
        environment.putAll(options.environment());
        return environment;
    }

    private Map<String, String> originHeaders(StackTemplate template) {
        return template.originHeaders(new Secrets(data.secrets())::value);
    }

    /** What the CDN adds to a request on its way to the API, for a test that invokes the API's functions itself. */
    public Map<String, String> originHeaders() {
        return originHeaders(StackTemplate.read(options.template(), parameters()));
    }

    /** The function that CloudFront asks: the one with a URL. */
    private press.communique.local.lambda.LambdaFunction fallback(StackTemplate template) {
        return template.functions().stream()
                .filter(Function::url)
                .findFirst()
                .map(function -> functions.function(function.id()))
                .orElse(null);
    }

    private void writeReady() throws IOException {
        ObjectNode ready = JSON.createObjectNode();
        ready.put("site", site().toString());
        ready.put("api", api().toString());
        ready.put("mail", mail().toString());
        ready.putObject("tokens")
                .put("author", tokens.author())
                .put("editor", tokens.editor())
                .put("admin", tokens.admin());
        WholeFile.write(data.ready(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ready) + "\n");
    }

    /** The site, with a slash at the end. */
    public URI site() {
        return site;
    }

    /** The API, without a slash at the end. */
    public URI api() {
        return site.resolve("/api");
    }

    /** The inbox. */
    public URI mail() {
        return site.resolve("/_local/mail");
    }

    /** One token for each role. */
    public Tokens tokens() {
        return tokens;
    }

    /** A token for somebody else. */
    public String token(String name, List<String> roles, Duration validity) {
        return mint.token(name, roles, validity);
    }

    /** A token for a machine, whose scopes say its roles: {@code communique/editor}. */
    public String machineToken(String clientId, String scopes, Duration validity) {
        return mint.machineToken(clientId, scopes, validity);
    }

    /** Where the engines are, for a test that looks at them with an SDK's client. */
    public Endpoints endpoints() {
        return engines.endpoints();
    }

    /** A queue's address, for the queue's name. */
    public String queueUrl(String name) {
        return queueUrls.get(name);
    }

    /** All accepted mail. */
    public Outbox outbox() {
        return outbox;
    }

    /** Switches that make SES fail. */
    public SesFaults mailFaults() {
        return engines.ses().faults();
    }

    /** What becomes of mails, and how SES tells of it. */
    public MailEvents mailEvents() {
        return engines.ses().events();
    }

    /** What the CDN was told to forget, newest first. */
    public List<CloudFrontEndpoint.Invalidation> invalidations() {
        return engines.cloudFront().invalidations();
    }

    /** Invokes a function by its logical id with an event as JSON, beside its own event sources. */
    public Invocation invoke(String function, String event) throws InterruptedException {
        return functions.function(function).invoke(event.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Runs a function's schedule now instead of at its next turn. */
    public Invocation runSchedule(String function) throws InterruptedException {
        return functions.runSchedule(function);
    }

    /** Stops everything within about two seconds; the data stays. A second call does nothing. */
    @Override
    public void close() {
        if (door != null) {
            door.shut();
        }
        List<AutoCloseable> parts;
        synchronized (open) {
            parts = new ArrayList<>(open);
            open.clear();
        }
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                // What comes after it must still be closed; data is on disk already.
            }
        }
    }
}
