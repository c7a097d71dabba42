package press.communique.site.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import press.communique.core.list.ListKey;
import press.communique.core.post.Released;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Requests to purge on their way to the FIFO queue, which drops a doubled one by its name. */
final class SqsPurgeRequests implements PurgeRequests {

    private final SqsClient sqs;
    private final String queue;

    SqsPurgeRequests(SqsClient sqs, String queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    @Override
    public void send(Released post, SortedSet<ListKey> lists) {
        var tags = new TreeSet<String>(CacheTags.ofPost(post));
        lists.forEach(list -> tags.addAll(CacheTags.ofLists(list.language())));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("releasedAt", post.release().releasedAt().toString());
        post.release().cause().ifPresent(cause -> body.put("cause", cause));
        send(body, "tags", tags, transition(post));
    }

    /** Under a name of its own, or the queue would take the request that follows for a doubled one. */
    @Override
    public void sendOwn(Released post) {
        send(JsonNodeFactory.instance.objectNode(), "tags", CacheTags.ofPost(post), transition(post) + "-own");
    }

    private static String transition(Released post) {
        return post.release().postId() + "-" + post.release().revision();
    }

    @Override
    public void sendPath(String path, String transition) {
        send(JsonNodeFactory.instance.objectNode(), "paths", List.of(path), transition);
    }

    @Override
    public void sendAll(String transition) {
        send(JsonNodeFactory.instance.objectNode(), "paths", List.of("/*"), transition);
    }

    private void send(ObjectNode body, String what, Collection<String> names, String transition) {
        var array = body.putArray(what);
        names.forEach(array::add);
        sqs.sendMessage(send -> send.queueUrl(queue)
                .messageGroupId("purge")
                .messageDeduplicationId(transition)
                .messageBody(body.toString()));
    }
}
