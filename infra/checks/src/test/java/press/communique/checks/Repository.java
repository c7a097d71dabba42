package press.communique.checks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the repository's files are, whatever folder the tests are started in. */
final class Repository {

    static final Path ROOT = root();
    static final List<String> MODULES = List.of(
            "functions/core",
            "functions/store",
            "functions/api",
            "functions/desk",
            "functions/site",
            "functions/mail",
            "infra/local",
            "infra/transfer",
            "infra/simulation",
            "infra/checks");

    private Repository() {}

    static Path file(String path) {
        return ROOT.resolve(path);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("There is no template.yaml here or in a folder above.");
            }
        }
        return folder;
    }
}
