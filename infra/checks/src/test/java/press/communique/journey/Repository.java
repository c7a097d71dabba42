package press.communique.journey;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository's files are, whatever folder the tests are started in. */
final class Repository {

    private static final Path ROOT = root();

    private Repository() {}

    static Path file(String path) {
        return ROOT.resolve(path).normalize();
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
