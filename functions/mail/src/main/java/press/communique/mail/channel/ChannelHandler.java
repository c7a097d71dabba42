package press.communique.mail.channel;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.post.Live;
import press.communique.core.post.Released;
import press.communique.core.settings.Settings;
import press.communique.core.site.SiteSettings;
import press.communique.store.aws.AwsClients;
import press.communique.store.posts.Releases;
import press.communique.store.site.Sites;

/**
 * Takes what went live from a channel's queue and hands it to the channel. A handler of one's own is a subclass with the
 * two constructors that every handler has.
 *
 * <p>What is told is the state of now: a release that has been followed by another is left to that one's message, and
 * nothing is told of pages that are not public yet.
 */
public abstract class ChannelHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelHandler.class);

    private final Channel channel;
    private final Releases releases;
    private final Sites sites;
    private final URI siteUrl;

    protected ChannelHandler(Map<String, String> environment, Channel channel) {
        var settings = new Settings(environment);
        var dynamo = new AwsClients(environment).dynamoDb();
        this.channel = channel;
        this.releases = new Releases(dynamo, settings.postsTable());
        this.sites = new Sites(dynamo, settings.postsTable());
        this.siteUrl = settings.siteUrl();
    }

    @Override
    public final SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        var failed = new ArrayList<SQSBatchResponse.BatchItemFailure>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                announcement(ChannelMessage.read(message.getBody())).ifPresent(channel::tell);
            } catch (RuntimeException trouble) {
                LOG.error("Message {} failed", message.getMessageId(), trouble);
                failed.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failed);
    }

    private Optional<Announcement> announcement(ChannelMessage message) {
        Optional<Live> live = releases.live(message.post());
        Optional<Released> post = releases.released(message.post());
        if (live.isEmpty()
                || post.isEmpty()
                || live.get().revision() != message.revision()
                || post.get().release().revision() != message.revision()) {
            return Optional.empty();
        }
        SiteSettings site = sites.current();
        var pages = new TreeMap<String, URI>();
        post.get().addresses().forEach((language, address) -> pages.put(language, siteUrl.resolve(address.path(site))));
        return Optional.of(new Announcement(message.post() + "#" + message.revision(), post.get(), pages));
    }
}
