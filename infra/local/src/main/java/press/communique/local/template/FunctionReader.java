package press.communique.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import press.communique.local.StackMistake;

/** Reads functions with their event sources, the template's {@code Globals} beneath. */
final class FunctionReader {

    private final Path file;
    private final Map<String, Object> template;
    private final Intrinsics intrinsics;
    private final Map<String, Object> globals;

    FunctionReader(Path file, Map<String, Object> template, Intrinsics intrinsics) {
        this.file = file;
        this.template = template;
        this.intrinsics = intrinsics;
        this.globals = Nodes.map(Nodes.map(template, "Globals"), "Function");
    }

    Function read(String id, Map<String, Object> properties) {
        String handler = intrinsics.text(properties.getOrDefault("Handler", globals.get("Handler")));
        if (handler == null) {
            throw new StackMistake(
                    file + ": " + id + " has no Handler; name its class, such as com.example.Api::handleRequest.");
        }
        List<StreamSource> streams = new ArrayList<>();
        List<QueueSource> queues = new ArrayList<>();
        List<Route> routes = new ArrayList<>();
        List<Schedule> schedules = new ArrayList<>();
        Nodes.map(properties, "Events").forEach((name, node) -> {
            Map<String, Object> event = Nodes.map(node);
            Map<String, Object> source = Nodes.map(event, "Properties");
            String type = Nodes.text(event, "Type", "");
            switch (type) {
                case "DynamoDB" -> streams.add(stream(name, resolved(source)));
                case "SQS" -> queues.add(queue(name, resolved(source)));
                case "HttpApi" -> routes.add(route(source));
                case "Schedule", "ScheduleV2" -> schedules.add(schedule(id, name, type, resolved(source)));
                default ->
                    throw new StackMistake(file + ": the event " + name + " of " + id + " is of type " + type
                            + ", which the local stack does not run; it runs DynamoDB, SQS, HttpApi and Schedule.");
            }
        });
        return new Function(
                id,
                handler,
                number(properties, "Timeout", 3),
                number(properties, "MemorySize", 128),
                properties.containsKey("FunctionUrlConfig"),
                List.copyOf(streams),
                List.copyOf(queues),
                List.copyOf(routes),
                List.copyOf(schedules));
    }

    /** The variables as the template has them, unresolved. */
    Map<String, Object> environment(Map<String, Object> properties) {
        Map<String, Object> variables = Nodes.map(Nodes.map(globals, "Environment"), "Variables");
        variables.putAll(Nodes.map(Nodes.map(properties, "Environment"), "Variables"));
        return variables;
    }

    private int number(Map<String, Object> properties, String key, int otherwise) {
        String value = intrinsics.text(properties.getOrDefault(key, globals.get(key)));
        return value == null ? otherwise : Integer.parseInt(value);
    }

    private Map<String, Object> resolved(Map<String, Object> source) {
        return Nodes.map(intrinsics.resolve(source));
    }

    private static StreamSource stream(String name, Map<String, Object> source) {
        String arn = Nodes.text(source, "Stream", "");
        String failures =
                Nodes.text(Nodes.map(Nodes.map(source, "DestinationConfig"), "OnFailure"), "Destination", null);
        return new StreamSource(
                name,
                arn.replaceFirst(".*:table/", "").replaceFirst("/stream/.*", ""),
                Nodes.number(source, "BatchSize", 100),
                Nodes.number(source, "MaximumBatchingWindowInSeconds", 0),
                filters(source),
                Nodes.number(source, "MaximumRetryAttempts", -1),
                Nodes.number(source, "MaximumRecordAgeInSeconds", -1),
                Nodes.flag(source, "BisectBatchOnFunctionError"),
                reportsItemFailures(source),
                Nodes.text(source, "StartingPosition", "").equals("LATEST"),
                failures == null ? null : StorageReader.nameIn(failures));
    }

    private static QueueSource queue(String name, Map<String, Object> source) {
        return new QueueSource(
                name,
                StorageReader.nameIn(Nodes.text(source, "Queue", "")),
                Nodes.number(source, "BatchSize", 10),
                Nodes.number(source, "MaximumBatchingWindowInSeconds", 0),
                filters(source),
                Nodes.number(Nodes.map(source, "ScalingConfig"), "MaximumConcurrency", 5),
                reportsItemFailures(source));
    }

    private static List<String> filters(Map<String, Object> source) {
        return Nodes.list(Nodes.map(source, "FilterCriteria").get("Filters")).stream()
                .map(filter -> Nodes.text(Nodes.map(filter), "Pattern", "{}"))
                .toList();
    }

    private static boolean reportsItemFailures(Map<String, Object> source) {
        return Nodes.list(source.get("FunctionResponseTypes")).contains("ReportBatchItemFailures");
    }

    private Route route(Map<String, Object> source) {
        Map<String, Object> api = apiOf(source);
        Map<String, Object> auth = Nodes.map(api, "Auth");
        String name =
                Nodes.text(Nodes.map(source, "Auth"), "Authorizer", Nodes.text(auth, "DefaultAuthorizer", "NONE"));
        Route.Authorizer authorizer = null;
        if (!name.equals("NONE")) {
            Map<String, Object> declared =
                    Nodes.map(intrinsics.resolve(Nodes.map(auth, "Authorizers").get(name)));
            Map<String, Object> jwt = Nodes.map(declared, "JwtConfiguration");
            if (jwt.isEmpty()) {
                throw new StackMistake(file + ": the route " + source.get("Path") + " names the authorizer " + name
                        + ", which is no JWT authorizer of its API; declare it under Auth.Authorizers.");
            }
            Object scopes =
                    Nodes.map(source, "Auth").getOrDefault("AuthorizationScopes", declared.get("AuthorizationScopes"));
            authorizer = new Route.Authorizer(
                    name,
                    Nodes.text(jwt, "issuer", ""),
                    Nodes.list(jwt.get("audience")).stream()
                            .map(String::valueOf)
                            .toList(),
                    Nodes.list(scopes).stream().map(String::valueOf).toList());
        }
        return new Route(
                Nodes.text(source, "Method", "ANY").toUpperCase(java.util.Locale.ROOT),
                Nodes.text(source, "Path", "/"),
                authorizer);
    }

    private Map<String, Object> apiOf(Map<String, Object> source) {
        Object reference = Nodes.map(source.get("ApiId")).get("Ref");
        Map<String, Object> resources = Nodes.map(template, "Resources");
        return Nodes.map(Nodes.map(resources, String.valueOf(reference)), "Properties");
    }

    private Schedule schedule(String function, String name, String type, Map<String, Object> source) {
        String expression = Nodes.text(source, type.equals("Schedule") ? "Schedule" : "ScheduleExpression", "");
        return new Schedule(
                name,
                Rate.of(expression, file + ": the schedule " + name + " of " + function),
                Nodes.text(source, "Input", null));
    }
}
