package press.communique.local.template;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import press.communique.local.StackMistake;

/**
 * Reads a template, turning the short forms of the intrinsic functions into the long ones: {@code !Ref X} becomes
 * {@code {Ref: X}}, {@code !GetAtt A.B} becomes {@code {Fn::GetAtt: [A, B]}}.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">Intrinsic
 *     function reference</a>
 */
final class CloudFormationYaml {

    private CloudFormationYaml() {}

    static Map<String, Object> read(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            Object root = new Yaml(new ShortForms()).load(text);
            if (!(root instanceof Map<?, ?>)) {
                throw new StackMistake(file + " is not a CloudFormation template: it must begin with a mapping.");
            }
            return Nodes.map(root);
        } catch (NoSuchFileException e) {
            throw new StackMistake(
                    "There is no " + file + ": start the stack in the repository, or name its template.", e);
        } catch (MarkedYAMLException e) {
            throw new StackMistake(
                    file + " cannot be read as YAML: " + e.getProblem() + " in line "
                            + (e.getProblemMark() == null
                                    ? "?"
                                    : e.getProblemMark().getLine() + 1) + ".",
                    e);
        } catch (IOException e) {
            throw new StackMistake(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static final class ShortForms extends SafeConstructor {
        ShortForms() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new Intrinsic());
            // Dates such as Version: 2012-10-17 stay text.
            yamlConstructors.put(Tag.TIMESTAMP, yamlConstructors.get(Tag.STR));
        }

        private final class Intrinsic extends AbstractConstruct {
            @Override
            public Object construct(Node node) {
                String name = node.getTag().getValue().substring(1);
                String key = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
                Object value = plain(node);
                if (key.equals("Fn::GetAtt") && value instanceof String path) {
                    int dot = path.indexOf('.');
                    value = dot < 0 ? List.of(path) : List.of(path.substring(0, dot), path.substring(dot + 1));
                }
                return Map.of(key, value);
            }

            private Object plain(Node node) {
                if (node instanceof ScalarNode scalar) {
                    return scalar.getValue();
                }
                if (node instanceof SequenceNode sequence) {
                    sequence.setTag(Tag.SEQ);
                } else if (node instanceof MappingNode mapping) {
                    mapping.setTag(Tag.MAP);
                }
                return constructObjectNow(node);
            }
        }

        private Object constructObjectNow(Node node) {
            if (node instanceof SequenceNode sequence) {
                return constructSequence(sequence);
            }
            return constructMapping((MappingNode) node);
        }
    }
}
