package press.communique.mail.feedback;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.settings.Settings;
import press.communique.store.audience.Returns;
import press.communique.store.aws.AwsClients;
import press.communique.store.aws.Metrics;
import press.communique.store.mailing.BatchFeedback;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Reputation;
import press.communique.store.site.Sites;

/** Takes SES's events from the feedback queue, all of one batch together. */
public final class FeedbackHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackHandler.class);

    private final Hearing hearing;

    public FeedbackHandler() {
        this(System.getenv());
    }

    public FeedbackHandler(Map<String, String> environment) {
        this(environment, InstantSource.system());
    }

    public FeedbackHandler(Map<String, String> environment, InstantSource clock) {
        var settings = new Settings(environment);
        var dynamo = new AwsClients(environment).dynamoDb();
        String audience = settings.audienceTable();
        this.hearing = new Hearing(
                new Returns(dynamo, audience),
                new BatchFeedback(dynamo, audience),
                new Reputation(dynamo, audience),
                new EmergencyStop(dynamo, audience),
                new Sites(dynamo, settings.postsTable()),
                new Metrics(environment),
                clock);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        var failed = new ArrayList<String>();
        var batches = new LinkedHashMap<BatchFeedback.Place, Map<String, FeedbackMessage>>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            String id = message.getMessageId();
            attempt(List.of(id), failed, () -> {
                FeedbackMessage told = FeedbackMessage.read(message.getBody());
                told.place()
                        .ifPresentOrElse(
                                place -> batches.computeIfAbsent(place, any -> new LinkedHashMap<>())
                                        .put(id, told),
                                () -> hearing.ofLetter(told));
            });
        }
        batches.forEach((place, messages) ->
                attempt(messages.keySet(), failed, () -> hearing.ofBatch(place, List.copyOf(messages.values()))));
        return new SQSBatchResponse(
                failed.stream().map(SQSBatchResponse.BatchItemFailure::new).toList());
    }

    private static void attempt(java.util.Collection<String> messages, List<String> failed, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException trouble) {
            LOG.error("Messages {} failed", messages, trouble);
            failed.addAll(messages);
        }
    }
}
