package press.communique.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Posts from elsewhere into a newsroom. Nobody is mailed. The newsroom itself knows which of them it has, by their source's
 * id: an import that was stopped, or comes again a week later, makes no second post.
 */
final class Import {

    /** Problems come in two rounds at the most: those of the form, then those that only the release itself finds. */
    private static final int MOST_TRIES = 4;

    private static final int EVERY = 50;

    private final Api api;
    private final MediaFolder media;
    private final Report report;
    private final int atOnce;
    private final PrintStream out;
    private int read;
    private int imported;
    private int known;
    private int failed;

    Import(Api api, MediaFolder media, Report report, int atOnce, PrintStream out) {
        this.api = api;
        this.media = media;
        this.report = report;
        this.atOnce = atOnce;
        this.out = out;
    }

    /** @return whether everything is there, whole */
    boolean run(Source.File file) throws IOException {
        var workers = Executors.newFixedThreadPool(atOnce);
        var room = new Semaphore(2 * atOnce);
        var trouble = new AtomicReference<RuntimeException>();
        try {
            file.each(
                    source -> {
                        room.acquireUninterruptibly();
                        if (trouble.get() != null) {
                            throw trouble.get();
                        }
                        workers.execute(() -> {
                            try {
                                take(source);
                            } catch (RuntimeException stop) {
                                trouble.compareAndSet(null, stop);
                            } finally {
                                room.release();
                            }
                        });
                    },
                    report);
        } finally {
            finish(workers);
            progress("");
            report.close();
        }
        if (trouble.get() != null) {
            throw trouble.get();
        }
        return report.count("failed") == 0 && report.count("lost") == 0;
    }

    private static void finish(java.util.concurrent.ExecutorService workers) {
        workers.shutdown();
        try {
            workers.awaitTermination(1, TimeUnit.HOURS);
        } catch (InterruptedException stopped) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void take(Source source) {
        ObjectNode draft = source.draft().put("sourceId", source.id()).put("notify", false);
        List<String> lost = new ArrayList<>(source.lost());
        if (!MediaNames.in(draft).isEmpty()) {
            if (isKnown(source)) {
                count(false, true);
                return;
            }
            media.send(draft, lost);
        }
        for (int tries = 1; ; tries++) {
            Api.Answer answer = api.post("/posts", draft);
            if (answer.status() == 201) {
                report.lost(source.id(), source.title(), lost);
                count(true, false);
                return;
            }
            List<Refusal> refusals = Refusal.of(answer);
            if (refusals.stream().anyMatch(Refusal::isKnown)) {
                count(false, true);
                return;
            }
            boolean canDoWithout = tries < MOST_TRIES && refusals.stream().allMatch(each -> each.canBeLeftOut(draft));
            if (!canDoWithout) {
                report.failed(
                        source.id(),
                        source.title(),
                        refusals.stream().map(Refusal::toString).toList());
                count(false, false);
                return;
            }
            refusals.forEach(refusal -> lost.add(refusal.toString()));
            Refusal.leaveOut(refusals, draft);
        }
    }

    /** Asked before uploads are sent; whoever has none finds out by sending the post. */
    private boolean isKnown(Source source) {
        return !api.read("/posts?sourceId=" + URLEncoder.encode(source.id(), StandardCharsets.UTF_8))
                .path("items")
                .isEmpty();
    }

    private synchronized void count(boolean isNew, boolean isKnown) {
        read++;
        imported += isNew ? 1 : 0;
        known += isKnown ? 1 : 0;
        failed += isNew || isKnown ? 0 : 1;
        if (read % EVERY == 0) {
            progress(" …");
        }
    }

    private synchronized void progress(String more) {
        out.println(imported + " imported, " + known + " there before, " + failed + " failed" + more);
    }
}
