package press.communique.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import press.communique.local.StackMistake;

/**
 * An event source's filter criteria: a record passes if it matches one of the patterns, or if there are none.
 *
 * <p>EventBridge's rules are written in the same way.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html">Event filtering</a>
 */
public final class EventFilter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> patterns = new ArrayList<>();

    public EventFilter(List<String> patterns) {
        for (String pattern : patterns) {
            try {
                this.patterns.add(JSON.readTree(pattern));
            } catch (JsonProcessingException e) {
                throw new StackMistake("The filter " + pattern + " is not JSON; correct it in template.yaml.", e);
            }
        }
    }

    public boolean passes(JsonNode record) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, record));
    }

    /**
     * Texts one of which every record that passes contains; empty if the patterns name none, so that any record may
     * pass. What is exact in a pattern must be in the record.
     */
    Set<String> marks() {
        Set<String> marks = new HashSet<>();
        for (JsonNode pattern : patterns) {
            Set<String> own = exact(pattern);
            if (own.isEmpty()) {
                return Set.of();
            }
            marks.addAll(own);
        }
        return marks;
    }

    private static Set<String> exact(JsonNode pattern) {
        if (pattern.isArray()) {
            Set<String> texts = new HashSet<>();
            for (JsonNode rule : pattern) {
                if (!rule.isTextual()) {
                    return Set.of();
                }
                texts.add(rule.asText());
            }
            return texts;
        }
        for (var field : pattern.properties()) {
            Set<String> found = field.getKey().equals("$or") || field.getKey().equals("eventName")
                    ? Set.of()
                    : exact(field.getValue());
            if (!found.isEmpty()) {
                return found;
            }
        }
        return Set.of();
    }

    private static boolean matches(JsonNode pattern, JsonNode value) {
        if (pattern.isArray()) {
            for (JsonNode rule : pattern) {
                if (rule(rule, value)) {
                    return true;
                }
            }
            return false;
        }
        for (var field : pattern.properties()) {
            if (field.getKey().equals("$or")) {
                boolean any = false;
                for (JsonNode alternative : field.getValue()) {
                    any |= matches(alternative, value);
                }
                if (!any) {
                    return false;
                }
            } else if (!matches(field.getValue(), value.path(field.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean rule(JsonNode rule, JsonNode value) {
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (rule(rule, element)) {
                    return true;
                }
            }
            return false;
        }
        if (!rule.isObject()) {
            return !value.isMissingNode() && rule.equals(value);
        }
        String operator = rule.fieldNames().next();
        JsonNode operand = rule.get(operator);
        boolean text = value.isTextual();
        return switch (operator) {
            case "exists" -> operand.asBoolean() != value.isMissingNode();
            case "prefix" -> text && value.asText().startsWith(operand.asText());
            case "suffix" -> text && value.asText().endsWith(operand.asText());
            case "equals-ignore-case" -> text && value.asText().equalsIgnoreCase(operand.asText());
            case "anything-but" -> !value.isMissingNode() && !any(operand, value);
            case "numeric" -> value.isNumber() && numeric(operand, value.asDouble());
            default ->
                throw new StackMistake("The local stack does not know the filter rule " + operator
                        + "; it knows exact values, exists, prefix, suffix, anything-but and numeric.");
        };
    }

    private static boolean any(JsonNode operand, JsonNode value) {
        if (operand.isArray()) {
            for (JsonNode one : operand) {
                if (rule(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return rule(operand, value);
    }

    private static boolean numeric(JsonNode conditions, double value) {
        for (int i = 0; i + 1 < conditions.size(); i += 2) {
            double bound = conditions.get(i + 1).asDouble();
            boolean holds =
                    switch (conditions.get(i).asText().toLowerCase(Locale.ROOT)) {
                        case "=" -> value == bound;
                        case "<" -> value < bound;
                        case "<=" -> value <= bound;
                        case ">" -> value > bound;
                        case ">=" -> value >= bound;
                        default -> false;
                    };
            if (!holds) {
                return false;
            }
        }
        return true;
    }
}
