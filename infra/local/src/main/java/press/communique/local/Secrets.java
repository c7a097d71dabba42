package press.communique.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Generates the template's secrets and keeps them, so that the links in old mail go on working. */
final class Secrets {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 64;

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path directory) {
        this.directory = directory;
    }

    synchronized String value(String id) {
        Path file = directory.resolve(id + ".secret");
        try {
            if (!Files.exists(file)) {
                StringBuilder secret = new StringBuilder();
                for (int i = 0; i < LENGTH; i++) {
                    secret.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
                }
                WholeFile.writeSecret(file, secret.toString());
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
