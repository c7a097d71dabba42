package press.communique.store.digest;

import java.util.Locale;
import java.util.Map;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where digests' things are in the audience's table.
 *
 * <pre>
 * LOG        HEAD                  the last position, and up to which every mailing at once is done
 * LOG        ENTRY#000000000012    what went live
 * LOG        OF#{mailing}          which position that is
 * DIGESTS    CURSOR                the last quarter of an hour that was looked at
 * DIGESTS    HOUR#{zone}#{hour}    an hour that some reader chose; {zone} is empty for the site's
 * </pre>
 */
final class DigestKeys {

    static final String LOG = "LOG";
    static final String DIGESTS = "DIGESTS";
    static final String HOUR = "HOUR#";

    private DigestKeys() {}

    static Map<String, AttributeValue> head() {
        return Item.key(LOG, "HEAD");
    }

    static String entry(long position) {
        return String.format(Locale.ROOT, "ENTRY#%012d", position);
    }

    static Map<String, AttributeValue> of(String mailing) {
        return Item.key(LOG, "OF#" + mailing);
    }

    static Map<String, AttributeValue> cursor() {
        return Item.key(DIGESTS, "CURSOR");
    }
}
