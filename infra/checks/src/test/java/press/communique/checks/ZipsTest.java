package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function's zip holds what it needs and no more. */
class ZipsTest {

    /** Lambda takes 50 MB, but what is large starts slowly. Most of ours are the clients of the SDK. */
    private static final long LARGEST = 20_000_000L;

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

    @ParameterizedTest
    @MethodSource("functions")
    void handlerStartsFromItsZipAlone(String function, @TempDir Path folder) throws Exception {
        Tree properties = Template.main().functions().get(function).at("Properties");
        try (var zip = loader(built(properties.text("CodeUri")), folder)) {
            Class<?> handler = Class.forName(properties.text("Handler").split("::")[0], true, zip);

            assertThat(handler.getConstructor(Map.class).newInstance(new RecordingEnvironment()))
                    .isNotNull();
        }
    }

    static Stream<String> functions() {
        return Template.main().functions().keySet().stream();
    }

    /** Sees what Lambda would see: the zip's root and its jars, and nothing of this build. */
    private static URLClassLoader loader(Path zipFile, Path folder) throws IOException {
        try (var zip = new ZipFile(zipFile.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path file = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip.getInputStream(entry), file);
                }
            }
        }
        var urls = new ArrayList<URL>();
        urls.add(folder.toUri().toURL());
        try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    /** There after {@code ./mvnw verify}, which packages the functions first; not after a bare {@code test}. */
    private static Path built(String path) {
        Path zip = Repository.file(path);
        assumeTrue(Files.exists(zip), path + " is not built; run ./mvnw verify");
        return zip;
    }
}
