package press.communique.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import press.communique.simulation.cloud.Mails;

/** Looks at each mail in the moment in which SES accepts it: nobody gets one twice, or without having asked for it. */
final class MailWatch implements Consumer<Mails.Accepted> {

    private static final Pattern TOKEN = Pattern.compile("token=[A-Za-z0-9._~%-]+");

    private final Books books;
    private final Consumer<String> violated;
    private final Map<String, Integer> times = new HashMap<>();

    MailWatch(Books books, Consumer<String> violated) {
        this.books = books;
        this.violated = violated;
    }

    /** How often an address was accepted in a mailing. */
    int times(String mailing, String address) {
        return times.getOrDefault(mailing + " " + address, 0);
    }

    int total(String mailing) {
        return times.entrySet().stream()
                .filter(each -> each.getKey().startsWith(mailing + " "))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void accept(Mails.Accepted mail) {
        String mailing = mail.tags().get("mailing");
        // A token may by chance look like a mark.
        Set<Integer> marks = SiteWatch.marks(TOKEN.matcher(mail.content()).replaceAll(""));
        if (mailing == null) {
            if (!mail.to().equals(Apis.EDITOR) && !marks.isEmpty()) {
                violated.accept(mail.to() + " got a letter with the text of a post");
            }
            return;
        }
        if (times.merge(mailing + " " + mail.to(), 1, Integer::sum) > 1) {
            violated.accept(mail.to() + " got mailing " + mailing + " twice");
        }
        Books.Reader reader = books.readers.get(mail.to());
        if (reader == null || reader.confirmations.stream().noneMatch(Books.Asked::isPossible)) {
            violated.accept(mail.to() + " never confirmed and got mailing " + mailing);
            return;
        }
        for (Books.Asked departure : reader.departures) {
            boolean isBack = reader.confirmations.stream()
                    .anyMatch(confirmed -> confirmed.isPossible() && confirmed.ended > departure.begun);
            if (departure.isGranted && departure.ended < mail.claimedAt() && !isBack) {
                violated.accept(mail.to() + " had left and was claimed for mailing " + mailing);
            }
        }
        for (int mark : marks) {
            Books.Post post = books.byMark.get(mark);
            if (post == null || post.releases.stream().noneMatch(release -> release.asked.isPossible())) {
                violated.accept("A mail of " + mailing + " has text " + mark + ", which was never released");
            }
        }
    }
}
