package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Every version and plug-in is pinned, one line each, in the root pom. Unpinned, another Maven takes another plug-in: an
 * old Surefire runs no JUnit 5 test and still says success.
 */
class PomsTest {

    /** What Maven binds to the phases of a jar or pom by itself, so that no pom of ours need name it. */
    private static final List<String> BOUND_BY_MAVEN = List.of(
            "maven-clean-plugin",
            "maven-compiler-plugin",
            "maven-deploy-plugin",
            "maven-install-plugin",
            "maven-jar-plugin",
            "maven-resources-plugin",
            "maven-site-plugin",
            "maven-surefire-plugin");

    static Stream<String> modules() {
        return Repository.MODULES.stream();
    }

    @Test
    void modulesAreThoseOfTheBuild() {
        assertThat(elements(pom("pom.xml"), "module"))
                .extracting(Node::getTextContent)
                .isEqualTo(Repository.MODULES);
    }

    @Test
    void versionsAreFixedOnes() {
        for (Element properties : elements(pom("pom.xml"), "properties")) {
            for (Element property : children(properties)) {
                if (property.getTagName().endsWith(".version")) {
                    assertThat(property.getTextContent())
                            .as(property.getTagName())
                            .matches("[0-9][0-9A-Za-z._-]*")
                            .doesNotEndWith("SNAPSHOT");
                }
            }
        }
    }

    @Test
    void rootNamesTheVersionOfEachPlugInAndDependencyByProperty() {
        for (String kind : List.of("plugin", "dependency")) {
            for (Element element : elements(pom("pom.xml"), kind)) {
                String version = child(element, "version");
                if (version == null && kind.equals("plugin")) {
                    assertThat(managedPlugIns()).contains(child(element, "artifactId"));
                } else {
                    assertThat(version).as(child(element, "artifactId")).matches("\\$\\{.+}");
                }
            }
        }
    }

    @Test
    void whatMavenBindsByItselfIsPinnedToo() {
        assertThat(managedPlugIns()).containsAll(BOUND_BY_MAVEN);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleTakesItsVersionsFromTheRoot(String module) {
        Document pom = pom(module + "/pom.xml");
        List<String> managed = managedPlugIns();

        for (Element plugIn : elements(pom, "plugin")) {
            String name = child(plugIn, "artifactId");
            assertThat(child(plugIn, "version")).as(name + " in " + module).isNull();
            assertThat(managed).contains(name);
        }
        for (Element dependency : elements(pom, "dependency")) {
            assertThat(child(dependency, "version"))
                    .as(child(dependency, "artifactId") + " in " + module)
                    .isIn(null, "${project.version}");
        }
    }

    private static List<String> managedPlugIns() {
        var names = new ArrayList<String>();
        for (Element plugIn : elements(pom("pom.xml"), "plugin")) {
            if (child(plugIn, "version") != null) {
                names.add(child(plugIn, "artifactId"));
            }
        }
        return names;
    }

    private static Document pom(String path) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Repository.file(path).toFile());
        } catch (Exception e) {
            throw new AssertionError("Cannot read " + path, e);
        }
    }

    private static List<Element> elements(Document document, String name) {
        var found = new ArrayList<Element>();
        var nodes = document.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static List<Element> children(Element parent) {
        var found = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private static String child(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .map(Node::getTextContent)
                .findFirst()
                .orElse(null);
    }
}
