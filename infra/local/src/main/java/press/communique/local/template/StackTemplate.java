package press.communique.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.local.StackMistake;

/**
 * A SAM template and the templates that it nests, as far as the local stack runs them.
 *
 * <pre>{@code
 * StackTemplate stack = StackTemplate.read(Path.of("template.yaml"), Map.of("SiteUrl", "http://localhost:8080"));
 * for (Table table : stack.tables()) …
 * }</pre>
 *
 * Reads {@code AWS::Serverless::Function} and {@code HttpApi}, {@code AWS::DynamoDB::Table}, {@code AWS::S3::Bucket},
 * {@code AWS::SQS::Queue}, {@code AWS::Events::Rule}, {@code AWS::SES::ConfigurationSetEventDestination} and, for the
 * headers of what is where, {@code AWS::CloudFront::ResponseHeadersPolicy} and {@code Distribution}; everything else
 * is passed over. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html">SAM
 *     specification</a>
 */
public final class StackTemplate {

    /** Stands before a queue's name wherever the template wants its address, until the queue has one. */
    static final String QUEUE_SCHEME = "queue-of-this-stack:";

    private static final Pattern QUEUE = Pattern.compile(Pattern.quote(QUEUE_SCHEME) + "([A-Za-z0-9_.-]+)");
    private static final Pattern SECRET = Pattern.compile("\\{\\{resolve:secretsmanager:([^:}]+)[^}]*}}");
    private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:[^}]*}}");

    private final Path file;
    private final Map<String, Object> template;
    private final Map<String, String> parameters;
    private final String region;
    private final Intrinsics intrinsics;
    private final Map<String, StackTemplate> nested = new LinkedHashMap<>();

    private final List<Table> tables = new ArrayList<>();
    private final List<Bucket> buckets = new ArrayList<>();
    private final List<Queue> queues = new ArrayList<>();
    private final List<EventRule> rules = new ArrayList<>();
    private final List<EventDestination> eventDestinations = new ArrayList<>();
    private final List<Function> functions = new ArrayList<>();
    private final Map<String, Object> environments = new LinkedHashMap<>();
    private final Map<String, String> originHeaders = new LinkedHashMap<>();
    private CdnHeaders cdnHeaders = CdnHeaders.NONE;
    private Throttle throttle = Throttle.NONE;

    /** How many requests a route takes: a second, and at once. */
    public record Throttle(double rate, int burst) {
        /** No limit. */
        public static final Throttle NONE = new Throttle(Double.MAX_VALUE, Integer.MAX_VALUE);
    }

    private StackTemplate(Path file, Map<String, String> parameters, String region) {
        this.file = file;
        this.template = CloudFormationYaml.read(file);
        this.parameters = parameters;
        this.region = region;
        this.intrinsics = new Intrinsics(file, template, parameters, region, this::nestedOutput);
        readResources();
    }

    /**
     * Reads a template.
     *
     * @param parameters values for its parameters; names that it does not declare are passed over
     * @throws StackMistake if it cannot be read or says what the local stack does not understand
     */
    public static StackTemplate read(Path file, Map<String, String> parameters) {
        return read(file, parameters, "eu-central-1");
    }

    /** As {@link #read(Path, Map)}, in the given AWS region. */
    public static StackTemplate read(Path file, Map<String, String> parameters, String region) {
        return new StackTemplate(file, Map.copyOf(parameters), region);
    }

    public List<Table> tables() {
        return List.copyOf(tables);
    }

    public List<Bucket> buckets() {
        return List.copyOf(buckets);
    }

    public List<Queue> queues() {
        return List.copyOf(queues);
    }

    /** Rules of the default event bus. */
    public List<EventRule> rules() {
        return List.copyOf(rules);
    }

    /** Which events of mail reach that bus. */
    public List<EventDestination> eventDestinations() {
        return List.copyOf(eventDestinations);
    }

    public List<Function> functions() {
        return List.copyOf(functions);
    }

    /** Headers that the CDN adds, from the nested {@code AWS::CloudFront::ResponseHeadersPolicy}s. */
    public CdnHeaders cdnHeaders() {
        return cdnHeaders;
    }

    /**
     * Headers that the CDN adds to what it passes on to its origins.
     *
     * @param secret gives the value of a {@code AWS::SecretsManager::Secret} for its logical id
     */
    public Map<String, String> originHeaders(UnaryOperator<String> secret) {
        Map<String, String> headers = new LinkedHashMap<>();
        originHeaders.forEach((name, value) -> headers.put(
                name,
                SECRET.matcher(value).replaceAll(match -> Matcher.quoteReplacement(secret.apply(match.group(1))))));
        return headers;
    }

    /** The HTTP API's {@code DefaultRouteSettings}. */
    public Throttle throttle() {
        return throttle;
    }

    /** The bucket that the site's files are in: the one that is called {@code SiteBucket}. */
    public Bucket siteBucket() {
        return buckets.stream()
                .filter(bucket -> bucket.id().equals("SiteBucket"))
                .findFirst()
                .orElseThrow(() -> new StackMistake(
                        file + " has no SiteBucket; the local stack serves the site from the bucket of that name."));
    }

    /**
     * A function's environment variables on this machine.
     *
     * @param queueUrl gives a queue's address for its name
     * @param secret gives the value of a {@code AWS::SecretsManager::Secret} for its logical id
     * @throws StackMistake naming the variable that cannot be resolved
     */
    public Map<String, String> environment(
            String function, UnaryOperator<String> queueUrl, UnaryOperator<String> secret) {
        Map<String, String> environment = new LinkedHashMap<>();
        Nodes.map(environments.get(function)).forEach((name, node) -> {
            String value;
            try {
                value = intrinsics.text(node);
            } catch (StackMistake e) {
                throw new StackMistake(
                        "The variable " + name + " of " + function + " cannot be resolved. " + e.getMessage(), e);
            }
            if (value != null) {
                value = QUEUE.matcher(value)
                        .replaceAll(match -> Matcher.quoteReplacement(queueUrl.apply(match.group(1))));
                value = SECRET.matcher(value)
                        .replaceAll(match -> Matcher.quoteReplacement(secret.apply(match.group(1))));
                if (DYNAMIC.matcher(value).find()) {
                    throw new StackMistake("The variable " + name + " of " + function + " is " + value
                            + ", which the local stack cannot resolve; it knows secretsmanager references to secrets of"
                            + " this template.");
                }
                environment.put(name, value);
            }
        });
        return environment;
    }

    private void readResources() {
        Map<String, Object> resources = new LinkedHashMap<>(Nodes.map(template, "Resources"));
        resources.values().removeIf(node -> !isMade(Nodes.map(node)));
        Map<String, Map<String, String>> policies = new LinkedHashMap<>();
        Map<String, Object> distribution = new LinkedHashMap<>();
        resources.forEach((id, node) -> {
            Map<String, Object> resource = Nodes.map(node);
            Map<String, Object> properties = Nodes.map(resource, "Properties");
            switch (Nodes.text(resource, "Type", "")) {
                case "AWS::DynamoDB::Table" -> tables.add(StorageReader.table(id, resolved(properties), names()));
                case "AWS::S3::Bucket" ->
                    buckets.add(StorageReader.bucket(
                            id,
                            names().name(id, "AWS::S3::Bucket", named(properties, "BucketName")),
                            resolved(Nodes.map(properties, "NotificationConfiguration")),
                            resolved(Nodes.map(properties, "CorsConfiguration"))));
                case "AWS::SQS::Queue" -> queues.add(StorageReader.queue(id, resolved(properties), names()));
                case "AWS::Events::Rule" -> rules.add(EventRule.of(id, resolved(properties)));
                case "AWS::SES::ConfigurationSetEventDestination" ->
                    eventDestinations.add(EventDestination.of(resolved(properties)));
                case "AWS::CloudFront::ResponseHeadersPolicy" ->
                    policies.put(id, ResponseHeaders.of(resolved(properties)));
                case "AWS::CloudFront::Distribution" -> {
                    distribution.putAll(properties);
                    readOriginHeaders(properties);
                }
                case "AWS::Serverless::Application", "AWS::CloudFormation::Stack" -> nest(id, properties);
                case "AWS::Serverless::HttpApi" -> throttle = throttle(resolved(properties));
                default -> {}
            }
        });
        if (!policies.isEmpty()) {
            cdnHeaders = CdnHeaders.of(policies, distribution);
        }
        FunctionReader reader = new FunctionReader(file, template, intrinsics);
        resources.forEach((id, node) -> {
            Map<String, Object> resource = Nodes.map(node);
            if (Nodes.text(resource, "Type", "").equals("AWS::Serverless::Function")) {
                functions.add(reader.read(id, Nodes.map(resource, "Properties")));
                environments.put(id, reader.environment(Nodes.map(resource, "Properties")));
            }
        });
    }

    private void readOriginHeaders(Map<String, Object> properties) {
        for (Object origin :
                Nodes.list(Nodes.map(properties, "DistributionConfig").get("Origins"))) {
            for (Object item : Nodes.list(Nodes.map(origin).get("OriginCustomHeaders"))) {
                Map<String, Object> header = resolved(Nodes.map(item));
                originHeaders.put(Nodes.text(header, "HeaderName", ""), Nodes.text(header, "HeaderValue", ""));
            }
        }
    }

    private boolean isMade(Map<String, Object> resource) {
        return !(resource.get("Condition") instanceof String condition) || intrinsics.condition(condition);
    }

    private LocalNames names() {
        return new LocalNames(region);
    }

    private Map<String, Object> resolved(Map<String, Object> properties) {
        return Nodes.map(intrinsics.resolve(properties));
    }

    private Map<String, Object> named(Map<String, Object> properties, String key) {
        String name = intrinsics.text(properties.get(key));
        return name == null ? Map.of() : Map.of(key, name);
    }

    private static Throttle throttle(Map<String, Object> properties) {
        Map<String, Object> settings = Nodes.map(properties, "DefaultRouteSettings");
        return new Throttle(
                Double.parseDouble(Nodes.text(settings, "ThrottlingRateLimit", String.valueOf(Double.MAX_VALUE))),
                Nodes.number(settings, "ThrottlingBurstLimit", Integer.MAX_VALUE));
    }

    /** Its headers and rules are wanted at once; its parameters lead back to this template, so outputs are resolved when asked. */
    private void nest(String id, Map<String, Object> properties) {
        Object location = properties.getOrDefault("Location", properties.get("TemplateURL"));
        if (!(location instanceof String relative) || relative.contains("://")) {
            return;
        }
        Path parent = file.toAbsolutePath().getParent();
        Map<String, String> given = new LinkedHashMap<>();
        Nodes.map(properties, "Parameters").forEach((name, value) -> {
            try {
                given.put(name, String.valueOf(intrinsics.resolve(value)));
            } catch (StackMistake cloudOnly) {
                // Such as the host of the function's URL: only the cloud has one, and only the cloud's CDN asks for it.
                given.put(name, "cloud-only.invalid");
            }
        });
        StackTemplate inner = new StackTemplate(parent.resolve(relative), given, region);
        nested.put(id, inner);
        originHeaders.putAll(inner.originHeaders);
        rules.addAll(inner.rules);
        eventDestinations.addAll(inner.eventDestinations);
        if (inner.cdnHeaders != CdnHeaders.NONE) {
            cdnHeaders = inner.cdnHeaders;
        }
    }

    private Object nestedOutput(String path) {
        String stack = path.substring(0, path.indexOf('.'));
        String name = path.substring(path.indexOf('.') + 1);
        StackTemplate inner = nested.get(stack);
        Map<String, Object> output = inner == null ? Map.of() : Nodes.map(Nodes.map(inner.template, "Outputs"), name);
        if (output.isEmpty()) {
            throw new StackMistake(file + ": !GetAtt " + stack + ".Outputs." + name
                    + " names no output of a nested template; add the output or correct the name.");
        }
        return inner.intrinsics.resolve(output.get("Value"));
    }

    @Override
    public String toString() {
        return file + " " + parameters.keySet();
    }
}
