package press.communique.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder as one file. */
final class Zip {

    private Zip() {}

    /** Packs all files, sorted by name and without their times, and removes the folder. */
    static void pack(Path folder, Path zip) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted().toList();
        }
        try (OutputStream bytes = Files.newOutputStream(zip);
                var packed = new ZipOutputStream(bytes)) {
            for (Path file : all) {
                if (Files.isRegularFile(file)) {
                    var entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
                    entry.setTime(0);
                    packed.putNextEntry(entry);
                    Files.copy(file, packed);
                    packed.closeEntry();
                }
            }
        }
        for (Path file : all.stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
        }
    }
}
