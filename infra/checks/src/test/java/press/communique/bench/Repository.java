package press.communique.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the checkout is: the nearest folder upwards that has the template. */
final class Repository {

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
