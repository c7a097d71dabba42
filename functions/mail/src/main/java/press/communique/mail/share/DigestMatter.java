package press.communique.mail.share;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.Recipient;
import press.communique.core.mail.Batch;
import press.communique.core.mail.DigestChoice;
import press.communique.core.mail.DigestItem;
import press.communique.core.mail.LogEntry;
import press.communique.core.mail.Mailing;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.Sender;
import press.communique.mail.text.DigestMails;
import press.communique.store.audience.Readers;
import press.communique.store.digest.DigestLog;
import press.communique.store.mailing.Batches;

/**
 * What went live since each reader was last told, for those whose hour has come. What is in a mail is decided by the
 * log, the reader's mark and the posts as they are at the claim; the claim moves the mark.
 */
final class DigestMatter implements Matter {

    /** A mail shows so many posts, the newest; a batch tells of no more, as its claim writes to the books of each. */
    static final int MOST = 40;

    /** All mails of a batch together show so many, so that they fit into one call of 1 MB. */
    private static final int MOST_IN_A_BATCH = 200;

    /** A mark that is so far behind is moved along although there is nothing to tell. */
    private static final int FAR_BEHIND = 50;

    private final Mailing mailing;
    private final LoadedLog log;
    private final DigestLog stored;
    private final NewsNow news;
    private final Batches batches;
    private final Readers readers;
    private final SiteSettings site;
    private final DigestMails mails;
    private final Map<String, Set<DayOfWeek>> days = new HashMap<>();
    private DigestChoice choice;

    DigestMatter(
            Mailing mailing,
            DigestLog stored,
            NewsNow news,
            Batches batches,
            Readers readers,
            SiteSettings site,
            DigestMails mails) {
        this.mailing = mailing;
        this.log = new LoadedLog(stored, mailing.position());
        this.stored = stored;
        this.news = news;
        this.batches = batches;
        this.readers = readers;
        this.site = site;
        this.mails = mails;
    }

    @Override
    public State look() {
        long settled = stored.head().settled();
        news.round();
        choice = new DigestChoice(log.after(log.head()), mailing.position(), settled, news);
        return news.isShortly() ? State.TURNING : State.SHOWN;
    }

    /** What goes into a letter is looked at when it is written, and told only if it is on the site. */
    @Override
    public State lookAtTurn() {
        return State.SHOWN;
    }

    @Override
    public Filling filling() {
        return new DigestFilling();
    }

    private final class DigestFilling implements Filling {

        private final Set<Long> positions = new HashSet<>();
        private int shown;

        @Override
        public Fit fit(Reader reader) {
            if (!isDue(reader)) {
                return Fit.OUT;
            }
            DigestChoice.Chosen chosen = choose(reader);
            List<DigestChoice.Item> items = newest(chosen.items());
            if (items.isEmpty()) {
                moveAlong(reader, chosen);
                return Fit.OUT;
            }
            if (isShortly(reader)) {
                return Fit.FULL;
            }
            var all = new HashSet<>(positions);
            items.forEach(item -> all.add(item.entry().position()));
            boolean isOneTooMany = all.size() > MOST || shown + items.size() > MOST_IN_A_BATCH;
            if (isOneTooMany && shown > 0) {
                return Fit.FULL;
            }
            positions.addAll(all);
            shown += items.size();
            return Fit.IN;
        }
    }

    private DigestChoice.Chosen choose(Reader reader) {
        log.reaching(reader.digests());
        return choice.of(reader, isWeekly(reader));
    }

    private boolean isShortly(Reader reader) {
        return log.reaching(reader.digests()).tailMap(reader.digests().after() + 1).values().stream()
                .anyMatch(news::isShortly);
    }

    /** Whoever has changed something meanwhile is looked at again another time. */
    private void moveAlong(Reader reader, DigestChoice.Chosen chosen) {
        boolean isDecided =
                chosen.mark().doubtful().size() + chosen.mark().waiting().size()
                        < reader.digests().doubtful().size()
                                + reader.digests().waiting().size();
        if (isDecided || chosen.mark().after() - reader.digests().after() > FAR_BEHIND) {
            readers.moveAlong(reader, chosen.mark());
        }
    }

    private boolean isDue(Reader reader) {
        boolean mayHaveNews = reader.preferences().wantsDigests()
                || !reader.digests().waiting().isEmpty()
                || !reader.digests().doubtful().isEmpty();
        return mayHaveNews && !days(reader.preferences()).isEmpty();
    }

    private boolean isWeekly(Reader reader) {
        return days(reader.preferences()).contains(reader.preferences().digestDay());
    }

    private Set<DayOfWeek> days(Preferences preferences) {
        ZoneId zone = preferences.timeZone().orElse(site.timeZone());
        int hour = preferences.digestHour();
        return days.computeIfAbsent(
                zone.getId() + "#" + hour, unused -> mailing.slot().days(zone, hour));
    }

    private static List<DigestChoice.Item> newest(List<DigestChoice.Item> items) {
        return items.subList(Math.max(0, items.size() - MOST), items.size());
    }

    @Override
    public Letters letters(Batch batch) {
        news.round();
        return batch.before() == 0 ? new FirstLetters(batch) : new RepeatedLetters(batch);
    }

    /** What the log has for each reader at this moment. */
    private final class FirstLetters implements Letters {

        private final Batch batch;
        private final Set<Long> positions = new HashSet<>();

        FirstLetters(Batch batch) {
            this.batch = batch;
        }

        @Override
        public Optional<Letter> to(Recipient recipient) {
            Reader reader = recipient.reader();
            DigestChoice.Chosen chosen = choose(reader);
            while (news.changed(posts(chosen.items()))) {
                chosen = choose(reader);
            }
            var shown = new ArrayList<DigestChoice.Item>();
            for (DigestChoice.Item item : newest(chosen.items())) {
                if (positions.size() < MOST || positions.contains(item.entry().position())) {
                    positions.add(item.entry().position());
                    shown.add(item);
                }
            }
            if (shown.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    letter(batch, recipient, shown, chosen.items().size() - shown.size(), Optional.of(chosen.mark())));
        }
    }

    private static Set<String> posts(List<DigestChoice.Item> items) {
        var posts = new HashSet<String>();
        items.forEach(item -> posts.add(item.entry().postId()));
        return posts;
    }

    /** What was in each reader's letter before, as far as it still stands: their marks have passed it. */
    private final class RepeatedLetters implements Letters {

        private final Batch batch;
        private final Map<String, List<DigestItem>> before;

        RepeatedLetters(Batch batch) {
            this.batch = batch;
            this.before = batches.find(batch.mailing(), batch.share(), batch.before())
                    .flatMap(Batch::claim)
                    .map(Batch.Claim::contents)
                    .map(contents -> {
                        var own = new HashMap<>(contents);
                        own.keySet().retainAll(batch.readers());
                        return own;
                    })
                    .orElse(new HashMap<>());
        }

        @Override
        public Map<String, List<DigestItem>> before() {
            return before;
        }

        @Override
        public Optional<Letter> to(Recipient recipient) {
            List<DigestItem> items = before.getOrDefault(recipient.reader().id(), List.of());
            var shown = new ArrayList<DigestChoice.Item>();
            for (DigestItem item : items) {
                Optional.ofNullable(log.after(item.position() - 1).get(item.position()))
                        .flatMap(entry -> again(recipient.reader(), entry, item))
                        .ifPresent(shown::add);
            }
            return shown.isEmpty()
                    ? Optional.empty()
                    : Optional.of(letter(batch, recipient, shown, 0, Optional.empty()));
        }

        private Optional<DigestChoice.Item> again(Reader reader, LogEntry entry, DigestItem item) {
            news.changed(Set.of(entry.postId()));
            return news.post(entry.postId())
                    .filter(post -> reader.preferences()
                            .frequency(post.content().type(), post.content().topics())
                            .isPresent())
                    .flatMap(post -> reader.preferences()
                            .language(post.content().editions().keySet()))
                    .map(language -> new DigestChoice.Item(entry, language, item.pace()));
        }
    }

    private Letter letter(
            Batch batch, Recipient recipient, List<DigestChoice.Item> shown, int more, Optional<DigestMark> mark) {
        var told = new ArrayList<DigestMails.Told>();
        var contents = new ArrayList<DigestItem>();
        for (DigestChoice.Item item : shown) {
            var post = news.post(item.entry().postId()).orElseThrow();
            told.add(new DigestMails.Told(post, item.language()));
            contents.add(new DigestItem(
                    item.entry().position(), item.language(), post.release().revision(), item.pace()));
        }
        String language = mails.language(recipient.reader());
        return new Letter(mails.mail(recipient, batch, told, more), language, contents, mark);
    }

    @Override
    public Sender sender() {
        return Sender.of(site, site.defaultLanguage());
    }

    @Override
    public long revision() {
        return 0;
    }
}
