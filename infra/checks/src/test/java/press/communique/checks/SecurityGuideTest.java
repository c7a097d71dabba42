package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md promises nothing that no test looks after. */
class SecurityGuideTest {

    @Test
    void everyRiskNamesItsTestsAndTheyAreThere() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Repository.file("."))) {
            tests = files.filter(file -> file.toString().contains("/src/test/java/"))
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        List<String> risks = Files.readAllLines(Repository.file("docs/security.md")).stream()
                .filter(line -> line.startsWith("| API"))
                .toList();

        assertThat(risks).hasSize(10);
        for (String risk : risks) {
            List<String> named = Pattern.compile("`(\\w+Test)`")
                    .matcher(risk)
                    .results()
                    .map(MatchResult::group)
                    .map(name -> name.replace("`", ""))
                    .toList();
            assertThat(named).as(risk).isNotEmpty();
            assertThat(tests).as(risk).containsAll(named);
        }
    }
}
