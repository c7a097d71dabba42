package press.communique.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A mistake that others have made, planted into one of our classes: a piece of its source is replaced and the class compiled
 * in memory. Whoever changes that piece hears of it, since it must be there, once.
 *
 * <pre>{@code var loader = new IsolatingLoader(mutation.classes());}</pre>
 *
 * @param source file below {@code functions}, without {@code src/main/java/press/communique}: {@code site/site/files/S3SiteFiles}
 */
record Mutation(String name, String source, String before, String after) {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for all, since to open the archives takes longer than to compile a class; for one compilation at a time. */
    private static final JavaFileManager CLASS_PATH = COMPILER.getStandardFileManager(null, null, null);

    static final List<Mutation> ALL = List.of(
            new Mutation(
                    "cursor moved at fetch instead of at send",
                    "store/store/mailing/Batches",
                    "        return Transaction.write(dynamo, writes).isEmpty();\n    }\n\n    /** How a claim went. */",
                    """
                            if (writes.size() == 2) {
                                Transaction.write(dynamo, List.of(update(share)
                                        .set("atPartition", Item.number(share.lastPartition()))
                                        .set("atReader", Item.text("~"))
                                        .set("allRead", AttributeValue.fromBool(true))
                                        .on(table)));
                            }
                            return Transaction.write(dynamo, writes).isEmpty();
                        }

                        /** How a claim went. */"""),
            new Mutation(
                    "resume from the start",
                    "mail/mail/share/ShareWork",
                    "Cursor cursor = share.cursor();",
                    "Cursor cursor = Cursor.startOf(0);"),
            new Mutation(
                    "retry inside the mail client",
                    "mail/mail/outbox/SesMailer",
                    "        } catch (SdkClientException unanswered) {\n",
                    """
                            } catch (SdkClientException unanswered) {
                                try {
                                    return call.get();
                                } catch (SdkClientException again) {
                                    LOG.warn("Again no answer");
                                }
                    """),
            new Mutation(
                    "list read from a lagging index",
                    "store/store/lists/Lists",
                    ".indexName(\"byDate\")\n                        .consistentRead(true)",
                    ".indexName(\"byDate\")\n                        .consistentRead(false)"),
            new Mutation(
                    "live mark before the pages",
                    "site/site/publish/Publisher",
                    "            OptionalInt files = postPages.write(post);",
                    "            releases.markLive(post.release(), clock.instant(), 1);\n"
                            + "            OptionalInt files = postPages.write(post);"),
            new Mutation(
                    "unconditional PUT of a shared file",
                    "site/site/files/S3SiteFiles",
                    "seen.etag().ifPresentOrElse(put::ifMatch, () -> put.ifNoneMatch(\"*\"));",
                    ""),
            new Mutation("check-then-insert", "store/store/requests/Requests", """
                                dynamo.putItem(put -> put.tableName(table)
                                        .item(item.attributes())
                                        .conditionExpression("attribute_not_exists(pk) OR expiresAt < :now")
                                        .expressionAttributeValues(Map.of(":now", Item.number(now.getEpochSecond()))));
                    """, """
                                if (dynamo.getItem(get -> get.tableName(table)
                                                .consistentRead(true)
                                                .key(Item.key(pk, "REQUEST")))
                                        .hasItem()) {
                                    return known(pk, hash, now);
                                }
                                dynamo.putItem(put -> put.tableName(table).item(item.attributes()));
                    """),
            new Mutation(
                    "batch marked before sending",
                    "mail/mail/share/BatchSending",
                    "        List<Outcome> outcomes = outcomes(letters, turn);",
                    """
                                var early = new HashMap<String, Outcome>();
                                readerIds.forEach(each -> early.put(each, Outcome.accepted("0")));
                                batches.settle(batch, worker, early, clock.instant(), clock.instant());
                                List<Outcome> outcomes = outcomes(letters, turn);"""),
            new Mutation(
                    "confirm on GET", "api/api/ReaderApi", "api.confirm.ask(request)", "api.confirm.confirm(request)"),
            new Mutation(
                    "an uncertain batch is sent again",
                    "store/store/mailing/Settling",
                    "    void giveUp(Batch batch, Instant now) {",
                    """
                        void giveUp(Batch batch, Instant now) {
                            if (Transaction.write(dynamo, List.of(BatchUpdates.of(batch)
                                            .set("phase", phase(Batch.State.FROZEN))
                                            .on(table)))
                                    .isEmpty()) {
                                return;
                            }"""),
            new Mutation(
                    "readers are not looked at when a batch is claimed",
                    "store/store/audience/Readers",
                    "        return Transaction.check(table, AudienceKeys.reader(reader.id()), isAsRead(reader), asRead(reader));",
                    "        return Transaction.check(table, AudienceKeys.reader(reader.id() + \"0\"), "
                            + "\"attribute_not_exists(pk)\", null);"),
            new Mutation(
                    "intent closed before its mailing is open",
                    "mail/mail/Announcing",
                    "        String id = Mailing.id(intent);\n        Mailing mailing =",
                    "        String id = Mailing.id(intent);\n        releases.closeIntent(intent, \"mailing\");\n        Mailing mailing ="),
            new Mutation(
                    "a schedule releases what was written since",
                    "site/site/schedule/DueReleases",
                    "        return schedule.textRevision() == post.textRevision()",
                    "        return schedule.textRevision() > 0"),
            new Mutation(
                    "nobody looks for releases that got lost",
                    "site/site/LostReleases",
                    "        if (!open.isEmpty()) {",
                    "        if (open.size() > 1_000) {"));

    String type() {
        return "press.communique." + source.substring(source.indexOf('/') + 1).replace('/', '.');
    }

    /** The classes with the mistake, by name. */
    Map<String, byte[]> classes() {
        String code = read();
        if (code.split(java.util.regex.Pattern.quote(before), -1).length != 2) {
            throw new IllegalStateException(source + " has not exactly one\n" + before + "\nto plant \"" + name
                    + "\"; change the mutation as the source was changed.");
        }
        synchronized (CLASS_PATH) {
            return compiled(code.replace(before, after));
        }
    }

    private String read() {
        int module = source.indexOf('/');
        Path file = Path.of("functions", source.substring(0, module), "src/main/java/press/communique")
                .resolve(source.substring(module + 1) + ".java");
        Path base = Path.of("");
        while (!Files.exists(base.resolve(file))) {
            base = Path.of("..").resolve(base);
            if (base.getNameCount() > 6) {
                throw new IllegalStateException("There is no " + file);
            }
        }
        try {
            return Files.readString(base.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, byte[]> compiled(String code) {
        var written = new HashMap<String, ByteArrayOutputStream>();
        var files = new ForwardingJavaFileManager<JavaFileManager>(CLASS_PATH) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/')), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return written.computeIfAbsent(className, any -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        var unit =
                new SimpleJavaFileObject(
                        URI.create("mem:///" + type().replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreErrors) {
                        return code;
                    }
                };
        var said = new java.io.StringWriter();
        List<String> options = List.of(
                "-classpath",
                System.getProperty("java.class.path"),
                "--release",
                "17",
                "-parameters",
                "-proc:none",
                "-nowarn");
        if (!COMPILER.getTask(said, files, null, options, null, List.of(unit)).call()) {
            throw new IllegalStateException("\"" + name + "\" does not compile:\n" + said);
        }
        var classes = new HashMap<String, byte[]>();
        written.forEach((type, bytes) -> classes.put(type, bytes.toByteArray()));
        return classes;
    }
}
