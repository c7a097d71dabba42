package press.communique.store.mailing;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where mailings are in the audience's table.
 *
 * <pre>
 * MAILING#{mailing}           MAILING         one reason to mail one post
 * SHARE#{mailing}#{number}    SHARE           how far its worker is, and its books; in the index "open" until done
 * SHARE#{mailing}#{number}    BATCH#000001    who is in a batch, who sends it, what became of each
 * MAILING#{mailing}           HOLD            there while it is paused, or since it was cancelled
 * TOLD#{position}             {mailing}#{nn}  what a digest's share did with a release, by its position in the log
 * MAILINGS#{month}            {opened}#{m}    a mailing that was opened in that month; gone with its batches
 * CONTROL                     STOP            there while no mail may go out
 * CONTROL                     REPUTATION#{day}  what was delivered and complained about that day
 * CONTROL                     RATE            from when on the account's sending rate is free
 * CONTROL                     HOME            which table all of this was written in, and whether it was restored
 * HANDED#{mailing}            {reader}        after a restore: may have been sent it already
 * </pre>
 *
 * <p>Shares are partition keys of their own, since each has a worker that writes all the time.
 */
final class MailingKeys {

    static final String SHARE = "SHARE";
    static final String BATCH = "BATCH#";
    static final String DIGEST_SHARES = "SHARE#digest-";

    private MailingKeys() {}

    static Map<String, AttributeValue> mailing(String mailing) {
        return Item.key("MAILING#" + mailing, "MAILING");
    }

    static Map<String, AttributeValue> hold(String mailing) {
        return Item.key("MAILING#" + mailing, "HOLD");
    }

    static String opened(YearMonth month) {
        return "MAILINGS#" + month;
    }

    static Map<String, AttributeValue> share(String mailing, int number) {
        return Item.key(sharePk(mailing, number), SHARE);
    }

    static Map<String, AttributeValue> batch(String mailing, int number, long sequence) {
        return Item.key(sharePk(mailing, number), String.format(Locale.ROOT, BATCH + "%06d", sequence));
    }

    static String told(long position) {
        return "TOLD#" + position;
    }

    static Map<String, AttributeValue> told(long position, String mailing, int share) {
        return Item.key(told(position), String.format(Locale.ROOT, "%s#%02d", mailing, share));
    }

    static Map<String, AttributeValue> rate() {
        return Item.key("CONTROL", "RATE");
    }

    static Map<String, AttributeValue> reputation(LocalDate day) {
        return Item.key("CONTROL", "REPUTATION#" + day);
    }

    static Map<String, AttributeValue> stop() {
        return Item.key("CONTROL", "STOP");
    }

    static Map<String, AttributeValue> home() {
        return Item.key("CONTROL", "HOME");
    }

    static String handed(String mailing) {
        return "HANDED#" + mailing;
    }

    static String sharePk(String mailing, int number) {
        return String.format(Locale.ROOT, "SHARE#%s#%02d", mailing, number);
    }
}
