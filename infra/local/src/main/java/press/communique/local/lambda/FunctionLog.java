package press.communique.local.lambda;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One line an invocation: function, request id, milliseconds and, where it failed, the error. Never an event: those
 * carry addresses and tokens.
 */
public final class FunctionLog implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final long ROTATE_AT = 20_000_000;

    private final PrintStream terminal;
    private final Writer file;
    private volatile boolean failuresOnly;

    /** Writes to {@code directory/functions.log} and, unless it is null, the terminal. */
    public FunctionLog(Path directory, PrintStream terminal) throws IOException {
        this.terminal = terminal;
        Files.createDirectories(directory);
        Path log = directory.resolve("functions.log");
        if (Files.exists(log) && Files.size(log) > ROTATE_AT) {
            Files.move(log, directory.resolve("functions.log.1"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        this.file = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void invoked(String function, String requestId, long nanos, String error) {
        String line = String.format(
                Locale.ROOT,
                "%s %-18s %s %6.1f ms%s",
                LocalTime.now().format(TIME),
                function,
                requestId.substring(0, 8),
                nanos / 1e6,
                error == null ? "" : "  " + error);
        write(line, error != null);
    }

    /** While the stack starts and fills itself, the terminal is for the steps of that; the file has everything. */
    public void showOnTerminalOnlyFailures(boolean on) {
        failuresOnly = on;
    }

    void said(String function, String requestId, String message) {
        write(
                LocalTime.now().format(TIME) + " " + function + " " + requestId.substring(0, 8) + " " + message.strip(),
                false);
    }

    /** A line about the stack itself. */
    public void note(String line) {
        write(LocalTime.now().format(TIME) + " " + line, true);
    }

    private synchronized void write(String line, boolean important) {
        try {
            file.write(line);
            file.write('\n');
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (terminal != null && (important || !failuresOnly)) {
            terminal.println(line);
        }
    }

    /** Adds what a failed function threw, for whoever debugs it; to the file only. */
    public synchronized void trace(Throwable thrown) {
        try {
            java.io.PrintWriter lines = new java.io.PrintWriter(file);
            thrown.printStackTrace(lines);
            lines.flush();
        } catch (RuntimeException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
