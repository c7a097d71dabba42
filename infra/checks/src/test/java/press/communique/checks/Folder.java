package press.communique.checks;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** A folder in which a stack works, or is about to end: files come and go while one looks ({@code Files.walk} fails then). */
public final class Folder {

    private static final int TRIES = 100;

    private Folder() {}

    /** All files below it. */
    public static List<Path> files(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(folder, new Passing() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** Deletes it with all that is in it. */
    public static void delete(Path folder) throws IOException {
        for (int tried = 1; Files.exists(folder); tried++) {
            try {
                Files.walkFileTree(folder, new Passing() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException trouble) throws IOException {
                        Files.deleteIfExists(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (DirectoryNotEmptyException somethingCame) {
                if (tried == TRIES) {
                    throw somethingCame;
                }
            }
        }
    }

    private abstract static class Passing extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException gone) throws IOException {
            return FileVisitResult.CONTINUE;
        }
    }
}
