package press.communique.transfer;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A newsroom's public site as files: whatever can be reached from its home page and its sitemap, with links that also work
 * from a disk. Goes on where it stopped: what is there is not fetched again.
 */
final class SiteCopy {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int EVERY = 200;

    /** What is asked for though nothing leads there; a newsroom need not have all of it. */
    private static final List<String> BEGIN =
            List.of("/", "/404.html", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/.well-known/security.txt");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI site;
    private final Report report;
    private final PrintStream out;

    SiteCopy(URI site, Report report, PrintStream out) {
        this.site = site;
        this.report = report;
        this.out = out;
    }

    /** @return whether every link leads somewhere */
    boolean run(Path folder) throws IOException {
        var todo = new ArrayDeque<>(BEGIN);
        Set<String> seen = new HashSet<>(BEGIN);
        int files = 0;
        while (!todo.isEmpty()) {
            String path = todo.poll();
            Optional<byte[]> file = file(path, folder);
            if (file.isEmpty() && !BEGIN.contains(path)) {
                report.failed(path, "", List.of("Something leads here, and nothing is there."));
            }
            if (file.isPresent() && ++files % EVERY == 0) {
                out.println(files + " files, " + todo.size() + " known to come …");
            }
            file.map(bytes -> new SitePage(path, bytes).links(site)).orElse(Set.of()).stream()
                    .filter(seen::add)
                    .forEach(todo::add);
        }
        report.close();
        out.println(files + " files in " + folder);
        return report.count("failed") == 0;
    }

    private Optional<byte[]> file(String path, Path folder) throws IOException {
        Path target = target(path, folder);
        if (Files.exists(target)) {
            return Optional.of(Files.readAllBytes(target));
        }
        Optional<byte[]> fetched = fetch(path);
        if (fetched.isPresent()) {
            byte[] bytes = new SitePage(path, fetched.get()).fromDisk(site);
            Files.createDirectories(target.getParent());
            Path part = Files.createTempFile(target.getParent(), ".part", "");
            Files.write(part, bytes);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(bytes);
        }
        return Optional.empty();
    }

    private Optional<byte[]> fetch(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(site + path))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
                throw new IOException(request.uri() + " answers " + answer.statusCode() + "; try again later.");
            }
            Optional<String> elsewhere =
                    answer.headers().firstValue("Location").filter(to -> answer.statusCode() < 400);
            return elsewhere.isPresent()
                    ? elsewhere.map(SiteCopy::leadingTo)
                    : Optional.of(answer)
                            .filter(found -> found.statusCode() == 200)
                            .map(HttpResponse::body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("Stopped.", stopped);
        }
    }

    /** What stands for a redirect where nobody makes one. */
    private static byte[] leadingTo(String address) {
        String to = address.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        return ("<!doctype html><meta charset=\"utf-8\"><title>" + to + "</title><a href=\"" + to + "\">" + to
                        + "</a>\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException if the path leads out of the folder */
    private static Path target(String path, Path folder) throws IOException {
        String name = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8)
                .substring(1);
        Path target = folder.resolve(name + (name.isEmpty() || name.endsWith("/") ? "index.html" : ""))
                .normalize();
        if (!target.startsWith(folder.normalize())) {
            throw new IOException(path + " leads out of " + folder);
        }
        return target;
    }
}
