package press.communique.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where everything that outlives a run is kept: {@code .communique/} at the repository root. It belongs to one stack at
 * a time and carries the version of its layout.
 */
final class DataDirectory implements AutoCloseable {

    /** Raised when data of the version before cannot be read any more. */
    static final String VERSION = "1";

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    static DataDirectory open(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        FileChannel channel =
                FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another stack in this process.
        }
        if (lock == null) {
            channel.close();
            throw new StackMistake("Another stack is running on the data in " + absolute
                    + "; stop it, or give this one another directory with -Dcommunique.data=….");
        }
        DataDirectory directory = new DataDirectory(absolute, channel, lock);
        try {
            directory.checkVersion();
            Files.deleteIfExists(directory.ready());
            return directory;
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private void checkVersion() throws IOException {
        Path file = root.resolve("version");
        if (Files.exists(file)) {
            String found = Files.readString(file).strip();
            if (!found.equals(VERSION)) {
                throw new StackMistake(
                        "The data in " + root + " is of version " + found + ", and this stack reads version " + VERSION
                                + ": move the directory away to start afresh, or start the release that wrote it.");
            }
        } else if (Files.exists(dynamoDb())) {
            throw new StackMistake(
                    "The data in " + root + " has no version, so it is older than this stack, which reads" + " version "
                            + VERSION + ": move the directory away to start afresh.");
        } else {
            WholeFile.write(file, VERSION + "\n");
        }
    }

    Path root() {
        return root;
    }

    Path dynamoDb() {
        return root.resolve("dynamodb");
    }

    Path s3() {
        return root.resolve("s3");
    }

    Path sqs() {
        return root.resolve("sqs");
    }

    Path mail() {
        return root.resolve("mail");
    }

    Path streams() {
        return root.resolve("streams");
    }

    Path log() {
        return root.resolve("log");
    }

    Path tokenKey() {
        return root.resolve("keys").resolve("tokens.json");
    }

    Path secrets() {
        return root.resolve("keys");
    }

    Path ready() {
        return root.resolve("ready.json");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(ready());
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
