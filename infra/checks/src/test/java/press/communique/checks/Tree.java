package press.communique.checks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A place in a YAML or JSON document, for tests: going on from a place that is not there is allowed and finds nothing.
 *
 * @param where its path, for messages
 * @param value a map, a list, a scalar, or null where nothing is
 */
record Tree(String where, Object value) {

    Tree at(String... names) {
        Tree tree = this;
        for (String name : names) {
            Object next = tree.value instanceof Map<?, ?> map ? map.get(name) : null;
            tree = new Tree(tree.where + " " + name, next);
        }
        return tree;
    }

    boolean isMissing() {
        return value == null;
    }

    Map<String, Tree> entries() {
        var entries = new LinkedHashMap<String, Tree>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, next) -> entries.put(String.valueOf(name), new Tree(where + " " + name, next)));
        }
        return entries;
    }

    List<Tree> items() {
        return value instanceof List<?> list
                ? list.stream().map(item -> new Tree(where + " []", item)).toList()
                : List.of();
    }

    String text() {
        if (value instanceof Map || value instanceof List || value == null) {
            throw new AssertionError(where + " should be a text but is " + value);
        }
        return String.valueOf(value);
    }

    String text(String name) {
        return at(name).text();
    }

    int number() {
        return Integer.parseInt(text());
    }

    /** The logical id that this {@code Ref} or {@code Fn::GetAtt} names. */
    String refersTo() {
        Object target =
                value instanceof Map<?, ?> map ? map.containsKey("Ref") ? map.get("Ref") : map.get("Fn::GetAtt") : null;
        if (target instanceof List<?> parts) {
            target = parts.get(0);
        }
        if (target == null) {
            throw new AssertionError(where + " should be a !Ref or !GetAtt but is " + value);
        }
        return String.valueOf(target).split("\\.", 2)[0];
    }
}
