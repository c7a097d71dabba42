package press.communique.local.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.local.StackMistake;

/**
 * Resolves the intrinsic functions of one template. Resolving is lazy: only what the local stack asks for must be
 * something that it understands.
 */
final class Intrinsics {

    private static final Object NO_VALUE = new Object();
    private static final Pattern PLACE = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final Path file;
    private final Map<String, Object> template;
    private final Map<String, String> parameters;
    private final LocalNames names;
    private final String region;
    private final Function<String, Object> nestedOutput;

    /** {@code nestedOutput} gives the value of {@code Stack.Outputs.Name}, asked for as "Stack.Name". */
    Intrinsics(
            Path file,
            Map<String, Object> template,
            Map<String, String> parameters,
            String region,
            Function<String, Object> nestedOutput) {
        this.file = file;
        this.template = template;
        this.parameters = parameters;
        this.region = region;
        this.names = new LocalNames(region);
        this.nestedOutput = nestedOutput;
    }

    String text(Object node) {
        Object value = resolve(node);
        return value == null ? null : String.valueOf(value);
    }

    /** The node with every intrinsic function in it resolved. */
    Object resolve(Object node) {
        Object value = value(node);
        return value == NO_VALUE ? null : value;
    }

    private Object value(Object node) {
        if (node instanceof List<?> list) {
            List<Object> result = new ArrayList<>();
            for (Object element : list) {
                Object value = value(element);
                if (value != NO_VALUE) {
                    result.add(value);
                }
            }
            return result;
        }
        if (!(node instanceof Map<?, ?>)) {
            return node;
        }
        Map<String, Object> map = Nodes.map(node);
        if (map.size() == 1) {
            String key = map.keySet().iterator().next();
            if (key.equals("Ref")) {
                return ref(String.valueOf(map.get(key)));
            }
            if (key.startsWith("Fn::")) {
                return function(key, map.get(key));
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, element) -> {
            Object value = value(element);
            if (value != NO_VALUE) {
                result.put(key, value);
            }
        });
        return result;
    }

    private Object function(String name, Object argument) {
        List<Object> list = Nodes.list(argument);
        return switch (name) {
            case "Fn::Sub" -> sub(argument);
            case "Fn::GetAtt" -> attribute(list);
            case "Fn::If" -> value(list.get(condition(String.valueOf(list.get(0))) ? 1 : 2));
            case "Fn::Join" -> join(list);
            case "Fn::Split" -> List.of(text(list.get(1)).split(Pattern.quote(text(list.get(0))), -1));
            case "Fn::Select" -> Nodes.list(resolve(list.get(1))).get(Integer.parseInt(text(list.get(0))));
            case "Fn::FindInMap" -> findInMap(list);
            case "Fn::Base64" ->
                java.util.Base64.getEncoder()
                        .encodeToString(text(argument).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            default -> throw cannot(name.replace("Fn::", "!"));
        };
    }

    private Object ref(String name) {
        Map<String, Object> declared = Nodes.map(template, "Parameters");
        if (declared.containsKey(name)) {
            String given = parameters.get(name);
            if (given != null) {
                return given;
            }
            Object otherwise = Nodes.map(declared, name).get("Default");
            if (otherwise == null) {
                throw new StackMistake(
                        file + ": the parameter " + name + " has no default and the local stack gives it no"
                                + " value; give it a Default, or pass one with -Dparameter." + name + "=….");
            }
            return otherwise;
        }
        Object pseudo = pseudo(name);
        if (pseudo != null) {
            return pseudo;
        }
        Map<String, Object> resource = resource(name, "!Ref " + name);
        String type = Nodes.text(resource, "Type", "");
        String local = names.name(name, type, Nodes.map(resource, "Properties"));
        return type.equals("AWS::SQS::Queue") ? StackTemplate.QUEUE_SCHEME + local : local;
    }

    private Object attribute(List<Object> path) {
        String id = String.valueOf(path.get(0));
        String attribute = path.size() > 1 ? String.valueOf(path.get(1)) : "";
        if (attribute.startsWith("Outputs.")) {
            return nestedOutput.apply(id + "." + attribute.substring("Outputs.".length()));
        }
        Map<String, Object> resource = resource(id, "!GetAtt " + id + "." + attribute);
        String type = Nodes.text(resource, "Type", "");
        Map<String, Object> properties = Nodes.map(resource, "Properties");
        return switch (attribute) {
            case "Arn", "TopicArn" -> names.arn(id, type, properties);
            case "StreamArn" -> names.arn(id, type, properties) + "/stream/local";
            case "QueueName" -> names.name(id, type, properties);
            case "QueueUrl" -> StackTemplate.QUEUE_SCHEME + names.name(id, type, properties);
            case "DomainName", "RegionalDomainName" -> names.name(id, type, properties) + ".localhost";
            default -> throw cannot("!GetAtt " + id + "." + attribute);
        };
    }

    private Map<String, Object> resource(String id, String asked) {
        Map<String, Object> resources = Nodes.map(template, "Resources");
        if (!resources.containsKey(id)) {
            throw new StackMistake(
                    file + ": " + asked + " names nothing in this template; declare " + id + " or correct the name.");
        }
        return Nodes.map(resources, id);
    }

    private Object pseudo(String name) {
        return switch (name) {
            case "AWS::Region" -> region;
            case "AWS::AccountId" -> LocalNames.ACCOUNT;
            case "AWS::StackName" -> "communique-local";
            case "AWS::StackId" ->
                "arn:aws:cloudformation:" + region + ":" + LocalNames.ACCOUNT + ":stack/communique-local/0";
            case "AWS::Partition" -> "aws";
            case "AWS::URLSuffix" -> "amazonaws.com";
            case "AWS::NoValue" -> NO_VALUE;
            default -> null;
        };
    }

    private String sub(Object argument) {
        List<Object> list = Nodes.list(argument);
        Map<String, Object> given = list.size() > 1 ? Nodes.map(list.get(1)) : Map.of();
        Matcher places = PLACE.matcher(String.valueOf(list.get(0)));
        StringBuilder text = new StringBuilder();
        while (places.find()) {
            String name = places.group(2);
            String value;
            if (!places.group(1).isEmpty()) {
                value = "${" + name + "}";
            } else if (given.containsKey(name)) {
                value = text(given.get(name));
            } else if (name.contains(".")) {
                int dot = name.indexOf('.');
                value = text(attribute(List.of(name.substring(0, dot), name.substring(dot + 1))));
            } else {
                value = text(ref(name));
            }
            places.appendReplacement(text, Matcher.quoteReplacement(String.valueOf(value)));
        }
        return places.appendTail(text).toString();
    }

    private String join(List<Object> list) {
        List<String> parts = new ArrayList<>();
        Nodes.list(resolve(list.get(1))).forEach(part -> parts.add(String.valueOf(part)));
        return String.join(String.valueOf(list.get(0)), parts);
    }

    private Object findInMap(List<Object> list) {
        Map<String, Object> mapping = Nodes.map(Nodes.map(template, "Mappings"), text(list.get(0)));
        return Nodes.map(mapping, text(list.get(1))).get(text(list.get(2)));
    }

    /** Whether a condition of the template holds. */
    boolean condition(String name) {
        Map<String, Object> conditions = Nodes.map(template, "Conditions");
        if (!conditions.containsKey(name)) {
            throw new StackMistake(file + ": the condition " + name + " is used and not declared; declare it.");
        }
        return holds(conditions.get(name));
    }

    private boolean holds(Object node) {
        Map<String, Object> map = Nodes.map(node);
        String name = map.isEmpty() ? "" : map.keySet().iterator().next();
        List<Object> list = Nodes.list(map.get(name));
        return switch (name) {
            case "Condition" -> condition(String.valueOf(map.get(name)));
            case "Fn::Equals" -> String.valueOf(text(list.get(0))).equals(String.valueOf(text(list.get(1))));
            case "Fn::Not" -> !holds(list.get(0));
            case "Fn::And" -> list.stream().allMatch(this::holds);
            case "Fn::Or" -> list.stream().anyMatch(this::holds);
            default -> throw cannot("the condition " + node);
        };
    }

    private StackMistake cannot(String what) {
        return new StackMistake(file + ": the local stack cannot resolve " + what
                + "; use what it knows (Ref, Sub, GetAtt Arn, If, Join, Split, Select, FindInMap) or teach it in "
                + Intrinsics.class.getName() + ".");
    }
}
