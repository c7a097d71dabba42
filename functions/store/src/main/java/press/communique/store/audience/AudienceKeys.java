package press.communique.store.audience;

import java.util.Locale;
import java.util.Map;
import press.communique.core.audience.Partition;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where things are in the audience's table.
 *
 * <pre>
 * READERS#07         READER#{reader}    a reader, in the partition of the reader's id
 * READERS#07         COUNT              how many readers of this partition get mail
 * ADDRESS#{hash}     ADDRESS            whose address this is
 * ADDRESS#{hash}     SUPPRESSED         why it is never written to
 * ADDRESS#{hash}     QUIET              its owner wants no more requests to confirm
 * ADDRESS#{hash}     CONSENT#{erased}   when its owner, who was erased since, had agreed
 * ADDRESS#{hash}     LETTERS#{day}      the confirmation mails it got that day
 * LINK#{link}        LINK               a link that a reader asked for, for an hour
 * SOURCE#{hash}      SOURCE             how many requests came from one network address in one hour
 * REQUEST#{request}  REQUEST            a subscription that waits for its confirmation, for seven days
 * </pre>
 */
final class AudienceKeys {

    static final String READER = "READER#";
    static final String COUNT = "COUNT";

    private AudienceKeys() {}

    static Map<String, AttributeValue> reader(String readerId) {
        return Item.key(partition(Partition.of(readerId)), READER + readerId);
    }

    static Map<String, AttributeValue> count(int partition) {
        return Item.key(partition(partition), COUNT);
    }

    static String partition(int partition) {
        return String.format(Locale.ROOT, "READERS#%02d", partition);
    }

    static String address(String addressKey) {
        return "ADDRESS#" + addressKey;
    }

    static Map<String, AttributeValue> addressItem(String addressKey) {
        return Item.key(address(addressKey), "ADDRESS");
    }

    static Map<String, AttributeValue> suppression(String addressKey) {
        return Item.key(address(addressKey), "SUPPRESSED");
    }

    static Map<String, AttributeValue> request(String requestId) {
        return Item.key("REQUEST#" + requestId, "REQUEST");
    }

    static Map<String, AttributeValue> quiet(String addressKey) {
        return Item.key(address(addressKey), "QUIET");
    }

    static Map<String, AttributeValue> link(String linkId) {
        return Item.key("LINK#" + linkId, "LINK");
    }
}
