package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function's zip holds what it needs and no more. */
class ZipsTest {

    private static final long LARGEST = 20L * 1024 * 1024;
    private static final List<String> FOR_TESTS_OR_LOCAL_ONLY = List.of(
            "junit", "assertj", "archunit", "mockito", "DynamoDBLocal", "s3proxy", "elasticmq", "communique-local");

    static Stream<String> zips() {
        return Template.main().functions().values().stream()
                .map(function -> function.at("Properties").text("CodeUri"))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("zips")
    void zipIsSlim(String path) throws IOException {
        assertThat(Files.size(built(path))).as("bytes of " + path).isLessThan(LARGEST);
    }

    @ParameterizedTest
    @MethodSource("zips")
    void jarsLieUnderLibAndNoneIsForTests(String path) throws IOException {
        try (var zip = new ZipFile(built(path).toFile())) {
            List<String> jars = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".jar"))
                    .toList();

            assertThat(jars).isNotEmpty().allMatch(jar -> jar.matches("lib/[^/]+"));
            for (String unwanted : FOR_TESTS_OR_LOCAL_ONLY) {
                assertThat(jars).noneMatch(jar -> jar.contains(unwanted));
            }
        }
    }

    /** There after {@code ./mvnw verify}, which packages the functions first; not after a bare {@code test}. */
    private static Path built(String path) {
        Path zip = Repository.file(path);
        assumeTrue(Files.exists(zip), path + " is not built; run ./mvnw verify");
        return zip;
    }
}
