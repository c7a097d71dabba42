package press.communique.simulation.cloud;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * DynamoDB's expressions, as far as we use them: conditions, key conditions, filters and updates. Whatever else an
 * expression says is refused loudly.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">Operators
 *     and functions</a>
 */
final class Expression {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(<>|<=|>=|[=<>(),+\\[\\].-]|:[A-Za-z0-9_]+|#[A-Za-z0-9_]+|[A-Za-z_][A-Za-z0-9_]*|[0-9]+)");
    private static final Map<String, List<String>> TOKENS = new ConcurrentHashMap<>();

    private final List<String> tokens;
    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Map<String, AttributeValue> item;
    private int at;

    private Expression(
            String text,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            Map<String, AttributeValue> item) {
        this.tokens = TOKENS.computeIfAbsent(text, Expression::tokens);
        this.names = names;
        this.values = values;
        this.item = item;
    }

    /** Whether the item, empty if there is none, is as the expression says. */
    static boolean holds(
            String condition,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            Map<String, AttributeValue> item) {
        if (condition == null || condition.isBlank()) {
            return true;
        }
        var reading = new Expression(condition, names, values, item);
        boolean holds = reading.either();
        reading.end();
        return holds;
    }

    /** The item after an update; the one that is given stays as it is. */
    static Map<String, AttributeValue> updated(
            String update,
            Map<String, String> names,
            Map<String, AttributeValue> values,
            Map<String, AttributeValue> item) {
        var reading = new Expression(update, names, values, item);
        var after = new LinkedHashMap<>(item);
        while (reading.at < reading.tokens.size()) {
            String clause = reading.next().toUpperCase(java.util.Locale.ROOT);
            do {
                switch (clause) {
                    case "SET" -> reading.set(after);
                    case "ADD" -> reading.add(after);
                    case "REMOVE" -> reading.path().remove(after);
                    default -> throw new UnsupportedOperationException("The clause " + clause + " of " + update);
                }
            } while (reading.take(","));
        }
        return after;
    }

    /** The value that a key condition asks of an attribute with {@code =}. */
    static AttributeValue equal(
            String condition, Map<String, String> names, Map<String, AttributeValue> values, String attribute) {
        List<String> tokens = TOKENS.computeIfAbsent(condition, Expression::tokens);
        for (int i = 0; i + 2 < tokens.size(); i++) {
            String name = names.getOrDefault(tokens.get(i), tokens.get(i));
            if (name.equals(attribute) && tokens.get(i + 1).equals("=")) {
                return values.get(tokens.get(i + 2));
            }
        }
        throw new UnsupportedOperationException("A query must name its " + attribute + ": " + condition);
    }

    private static List<String> tokens(String text) {
        var found = new ArrayList<String>();
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find() && token.start() == end) {
            found.add(token.group(1));
            end = token.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new UnsupportedOperationException("Not understood: " + text.substring(end) + " in " + text);
        }
        return List.copyOf(found);
    }

    // ---------------------------------------------------------------- Conditions

    private boolean either() {
        boolean holds = all();
        while (takeWord("OR")) {
            holds |= all();
        }
        return holds;
    }

    private boolean all() {
        boolean holds = one();
        while (takeWord("AND")) {
            holds &= one();
        }
        return holds;
    }

    private boolean one() {
        if (takeWord("NOT")) {
            return !one();
        }
        if (take("(")) {
            boolean holds = either();
            expect(")");
            return holds;
        }
        if (at + 1 < tokens.size() && tokens.get(at + 1).equals("(")) {
            switch (tokens.get(at)) {
                case "attribute_exists" -> {
                    return inBrackets(this::path) != null;
                }
                case "attribute_not_exists" -> {
                    return inBrackets(this::path) == null;
                }
                case "begins_with" -> {
                    AttributeValue[] both = two();
                    return both[0] != null && both[0].s().startsWith(both[1].s());
                }
                case "contains" -> {
                    AttributeValue[] both = two();
                    return both[0] != null && Values.contains(both[0], both[1]);
                }
                default -> {
                    // An operand: Values.size(…).
                }
            }
        }
        AttributeValue left = operand();
        String operator = next();
        if (operator.equalsIgnoreCase("BETWEEN")) {
            AttributeValue low = operand();
            expectWord("AND");
            AttributeValue high = operand();
            return left != null && Values.compare(left, low) >= 0 && Values.compare(left, high) <= 0;
        }
        if (operator.equalsIgnoreCase("IN")) {
            expect("(");
            boolean found = false;
            do {
                found |= Values.same(left, operand());
            } while (take(","));
            expect(")");
            return found;
        }
        AttributeValue right = operand();
        return switch (operator) {
            case "=" -> left != null && Values.same(left, right);
            case "<>" -> !Values.same(left, right);
            case "<" -> left != null && Values.compare(left, right) < 0;
            case "<=" -> left != null && Values.compare(left, right) <= 0;
            case ">" -> left != null && Values.compare(left, right) > 0;
            case ">=" -> left != null && Values.compare(left, right) >= 0;
            default -> throw new UnsupportedOperationException("The operator " + operator);
        };
    }

    private AttributeValue inBrackets(java.util.function.Supplier<Path> path) {
        at++;
        expect("(");
        AttributeValue found = path.get().in(item);
        expect(")");
        return found;
    }

    private AttributeValue[] two() {
        at++;
        expect("(");
        AttributeValue first = operand();
        expect(",");
        AttributeValue second = operand();
        expect(")");
        return new AttributeValue[] {first, second};
    }

    // ---------------------------------------------------------------- Operands

    private AttributeValue operand() {
        String token = tokens.get(at);
        if (token.startsWith(":")) {
            at++;
            AttributeValue value = values.get(token);
            if (value == null) {
                throw new IllegalArgumentException("No value for " + token + " in " + tokens);
            }
            return value;
        }
        if (at + 1 < tokens.size() && tokens.get(at + 1).equals("(")) {
            at += 2;
            AttributeValue made =
                    switch (token) {
                        case "size" -> Values.size(path().in(item));
                        case "if_not_exists" -> {
                            AttributeValue present = path().in(item);
                            expect(",");
                            AttributeValue otherwise = operand();
                            yield present != null ? present : otherwise;
                        }
                        case "list_append" -> {
                            var both = new ArrayList<>(operand().l());
                            expect(",");
                            both.addAll(operand().l());
                            yield AttributeValue.fromL(both);
                        }
                        default -> throw new UnsupportedOperationException("The function " + token);
                    };
            expect(")");
            return made;
        }
        return path().in(item);
    }

    private Path path() {
        var steps = new ArrayList<Object>();
        steps.add(name(next()));
        while (at < tokens.size()) {
            if (take("[")) {
                steps.add(Integer.parseInt(next()));
                expect("]");
            } else if (take(".")) {
                steps.add(name(next()));
            } else {
                break;
            }
        }
        return new Path(steps);
    }

    private String name(String token) {
        if (!token.startsWith("#")) {
            return token;
        }
        String name = names.get(token);
        if (name == null) {
            throw new IllegalArgumentException("No name for " + token);
        }
        return name;
    }

    // ---------------------------------------------------------------- Updates

    private void set(Map<String, AttributeValue> after) {
        Path path = path();
        expect("=");
        AttributeValue value = operand();
        if (take("+")) {
            value = Values.sum(value, operand());
        } else if (take("-")) {
            value = AttributeValue.fromN(new BigDecimal(value.n())
                    .subtract(new BigDecimal(operand().n()))
                    .toPlainString());
        }
        if (value == null) {
            throw new IllegalArgumentException("SET from an attribute that is not there: " + tokens);
        }
        path.put(after, value);
    }

    private void add(Map<String, AttributeValue> after) {
        Path path = path();
        AttributeValue more = operand();
        AttributeValue present = path.in(item);
        path.put(after, present == null ? Values.sorted(more) : Values.sum(present, more));
    }

    // ---------------------------------------------------------------- Tokens

    private String next() {
        return tokens.get(at++);
    }

    private boolean take(String token) {
        boolean isNext = at < tokens.size() && tokens.get(at).equals(token);
        at += isNext ? 1 : 0;
        return isNext;
    }

    private boolean takeWord(String word) {
        boolean isNext = at < tokens.size() && tokens.get(at).equalsIgnoreCase(word);
        at += isNext ? 1 : 0;
        return isNext;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw new UnsupportedOperationException("Expected " + token + " at " + at + " of " + tokens);
        }
    }

    private void expectWord(String word) {
        if (!takeWord(word)) {
            throw new UnsupportedOperationException("Expected " + word + " at " + at + " of " + tokens);
        }
    }

    private void end() {
        if (at < tokens.size()) {
            throw new UnsupportedOperationException("Not understood: " + tokens.subList(at, tokens.size()));
        }
    }
}
