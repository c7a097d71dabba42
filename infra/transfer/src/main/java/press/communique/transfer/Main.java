package press.communique.transfer;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command with which an operator moves posts: {@code import}, {@code export}, {@code site}.
 *
 * <p>Exit codes: 0, everything is there; 1, the report lists what is not; 2, it did not come to an end.
 */
public final class Main {

    private static final String HELP = """
            import FILE       posts into a newsroom, from RSS, Atom, or JSON with a post a line (.jsonl)
            export FILE       all posts out of a newsroom, as JSON with a post a line
            site FOLDER|ZIP   the public site as files that can be read from a disk

              --api URL       the editors' API: https://newsroom.example.org/api (or COMMUNIQUE_API)
              --token TOKEN   of an editor (better: COMMUNIQUE_TOKEN, which no list of processes shows)
              --site URL      for site: the public address
              --type ID       for import: what entries of a feed are, if no category says so
              --language TAG  for import: the language of a feed's entries, if it is not what the feed says
              --at-once N     for import: so many posts side by side (4)
              --report FILE   where to list what could not be taken over (beside FILE)

            All of them can be stopped and started again.""";

    private Main() {}

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), System.getenv(), out));
    }

    /** @return the exit code */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
        try {
            var options = new Options(arguments, environment);
            if (options.words().size() != 2) {
                out.println(HELP);
                return options.words().equals(List.of("help")) ? 0 : 2;
            }
            Path file = Path.of(options.words().get(1)).toAbsolutePath();
            // What was imported without something is not sent again; an export or a copy looks at everything again.
            boolean goesOn = options.words().get(0).equals("import") || Files.exists(Export.part(file));
            Path list = options.find("report")
                    .map(Path::of)
                    .orElse(file.resolveSibling(
                            file.getFileName() + "." + options.words().get(0) + "-report.jsonl"));
            var report = new Report(list, goesOn);
            boolean isWhole =
                    switch (options.words().get(0)) {
                        case "import" -> importFrom(file, options, report, out);
                        case "export" -> exportTo(file, options, report, out);
                        case "site" -> site(file, options.address("site"), report, out);
                        default ->
                            throw new Options.Usage(
                                    "There is no command " + options.words().get(0) + ".");
                    };
            if (!isWhole) {
                out.println("What could not be taken over, and why: " + report.file());
            }
            return isWhole ? 0 : 1;
        } catch (Options.Usage | Api.Unavailable | IOException trouble) {
            out.println(trouble.getMessage());
            return 2;
        }
    }

    private static boolean importFrom(Path file, Options options, Report report, PrintStream out) throws IOException {
        Api api = api(options);
        Source.File sources = isJson(file)
                ? new JsonLines(file)
                : new FeedFile(
                        file,
                        new FeedFile.Vocabulary(api.read("/site"), options.find("type")),
                        options.find("language"));
        return new Import(api, new MediaFolder(file, api), report, options.atOnce(), out).run(sources);
    }

    private static boolean exportTo(Path file, Options options, Report report, PrintStream out) throws IOException {
        Api api = api(options);
        return new Export(api, new MediaFolder(file, api), report, out).run(file);
    }

    private static boolean isJson(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json");
    }

    private static boolean site(Path target, URI site, Report report, PrintStream out) throws IOException {
        boolean isZip = target.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        Path folder = isZip ? target.resolveSibling(target.getFileName() + ".part") : target;
        Files.createDirectories(folder);
        boolean isWhole = new SiteCopy(site, report, out).run(folder);
        if (isZip) {
            Zip.pack(folder, target);
        }
        return isWhole;
    }

    private static Api api(Options options) {
        return new Api(options.address("api"), options.token(), pause -> Thread.sleep(pause.toMillis()));
    }
}
