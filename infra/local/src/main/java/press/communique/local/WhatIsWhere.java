package press.communique.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** What the terminal says once the stack serves. */
final class WhatIsWhere {

    private WhatIsWhere() {}

    static String text(LocalStack stack, long begun) {
        String curl = """
                curl -X POST %s/posts \\
                  -H 'Content-Type: application/json' \\
                  -H 'Authorization: Bearer %s' \\
                  -d '{"type": "news-item", "editions": {"en": {"title": "Hello from this machine", "body": "It works."}}, "state": "published"}'\
                """.formatted(stack.api(), stack.tokens().editor());
        return """

                Site    %s
                Desk    %s
                API     %s
                Inbox   %s
                More    %s

                Post something:

                %s

                Tokens, valid for 7 days:
                author  %s
                editor  %s
                admin   %s

                %s
                Ctrl-C ends it; the data stays.
                """.formatted(
                        stack.site(),
                        stack.site().resolve("/desk/"),
                        stack.api(),
                        stack.mail(),
                        stack.site().resolve("/_local/"),
                        curl,
                        stack.tokens().author(),
                        stack.tokens().editor(),
                        stack.tokens().admin(),
                        figures(begun));
    }

    private static String figures(long begun) {
        StringBuilder text =
                new StringBuilder("Started in ").append(seconds(Duration.ofNanos(System.nanoTime() - begun)));
        Instant maven = instant(System.getProperty("communique.build.started"));
        if (maven != null) {
            text.append(", ")
                    .append(seconds(Duration.between(maven, Instant.now())))
                    .append(" after Maven began");
            String repository = System.getProperty("communique.local.repository");
            if (repository != null) {
                text.append(String.format(
                        Locale.ROOT, "; downloaded %.1f MB", downloaded(Path.of(repository), maven) / 1e6));
            }
        }
        long resident = Main.residentBytes();
        if (resident > 0) {
            text.append(String.format(Locale.ROOT, "; memory %d MB", resident / 1_000_000));
        }
        return text.append(". Local engines, not AWS.").toString();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    private static Instant instant(String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Bytes in the folders of Maven's repository that got their {@code _remote.repositories} since then. */
    private static long downloaded(Path repository, Instant since) {
        long[] bytes = {0};
        try {
            Files.walkFileTree(repository, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes about) throws IOException {
                    boolean receipt = file.getFileName().toString().equals("_remote.repositories");
                    if (receipt && !about.lastModifiedTime().toInstant().isBefore(since)) {
                        try (DirectoryStream<Path> files = Files.newDirectoryStream(file.getParent())) {
                            for (Path one : files) {
                                bytes[0] += Files.size(one);
                            }
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return bytes[0];
        }
        return bytes[0];
    }
}
