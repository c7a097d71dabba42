package press.communique.checks;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A SAM template as maps and lists, its short tags written out: {@code !Ref PostsTable} is {@code {Ref: PostsTable}}.
 *
 * <pre>{@code Template.main().function("PublishFunction").text("Handler")}</pre>
 */
record Template(Tree tree) {

    private static final Template MAIN = read("template.yaml");

    static Template main() {
        return MAIN;
    }

    static Template read(String path) {
        try (Reader reader = Files.newBufferedReader(Repository.file(path))) {
            return new Template(new Tree(path, new Yaml(new ShortTags()).load(reader)));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + path, e);
        }
    }

    /** Logical ids and resources of this type, with what Globals give to functions. */
    Map<String, Tree> resources(String type) {
        return tree.at("Resources").entries().entrySet().stream()
                .filter(entry -> entry.getValue().text("Type").equals(type))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    Map<String, Tree> functions() {
        return resources("AWS::Serverless::Function");
    }

    /** The events of this type on all functions, each with its function's id. */
    List<Source> sources(String type) {
        return functions().entrySet().stream()
                .flatMap(function -> function.getValue().at("Properties", "Events").entries().entrySet().stream()
                        .filter(event -> event.getValue().text("Type").equals(type))
                        .map(event -> new Source(
                                function.getKey(),
                                event.getKey(),
                                event.getValue().at("Properties"))))
                .toList();
    }

    /** In seconds; what the function says, else what Globals say. */
    int timeout(String function) {
        Tree own = functions().get(function).at("Properties", "Timeout");
        return (own.isMissing() ? tree.at("Globals", "Function", "Timeout") : own).number();
    }

    record Source(String function, String event, Tree properties) {
        @Override
        public String toString() {
            return function + "." + event;
        }
    }

    /** Turns {@code !Sub x} into {@code {Fn::Sub: x}} and {@code !GetAtt A.B} into {@code {Fn::GetAtt: A.B}}. */
    private static final class ShortTags extends SafeConstructor {
        ShortTags() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    String name = node.getTag().getValue().substring(1);
                    boolean plain = name.equals("Ref") || name.equals("Condition");
                    return Map.of(plain ? name : "Fn::" + name, content(node));
                }
            });
        }

        private Object content(Node node) {
            if (node instanceof ScalarNode scalar) {
                return scalar.getValue();
            }
            return node instanceof SequenceNode sequence
                    ? constructSequence(sequence)
                    : constructMapping((MappingNode) node);
        }
    }
}
