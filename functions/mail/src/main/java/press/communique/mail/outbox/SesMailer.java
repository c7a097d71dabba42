package press.communique.mail.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Pace;
import press.communique.core.settings.Settings;
import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BulkEmailEntry;
import software.amazon.awssdk.services.sesv2.model.BulkEmailEntryResult;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendBulkEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/**
 * Sends through Amazon SES.
 *
 * <p>The template of a bulk call is constant and everything is passed as its data, escaped by us: SES does not escape,
 * and a template that cannot be rendered fails later, as an event
 * (https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html). Retries are off: with a reply lost
 * the SDK would send again, and mail everybody twice.
 */
public final class SesMailer implements Mailer {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    /**
     * A connection that lay idle for longer is not used again. With retries off, one that was closed meanwhile (a
     * function sleeps between its calls) would make a whole batch uncertain.
     */
    private static final Duration IDLE = Duration.ofSeconds(2);

    /** A call with this one mail will be refused again and again. */
    private static final Set<String> FAULTS_OF_A_MAIL = Set.of("MessageRejected", "BadRequestException");

    private static final Logger LOG = LoggerFactory.getLogger(SesMailer.class);

    /** What every account may do. */
    private static final Pace LEAST = new Pace(1);

    private final SesV2Client ses;

    /**
     * For questions, which may be asked again: the account has one a second, and the workers of a mailing begin together
     * (https://docs.aws.amazon.com/ses/latest/dg/quotas.html).
     */
    private final SesV2Client questions;

    private final String configurationSet;
    private volatile Pace lastKnown = LEAST;

    public SesMailer(AwsClients aws, String configurationSet) {
        this.ses = aws.configure(SesV2Client.builder(), "SESV2")
                .httpClient(Apache5HttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(ANSWER)
                        .connectionMaxIdleTime(IDLE)
                        .build())
                .overrideConfiguration(once ->
                        once.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(ANSWER))
                .build();
        this.questions = aws.configure(SesV2Client.builder(), "SESV2")
                .overrideConfiguration(
                        patient -> patient.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                        .maxAttempts(5)
                                        .throttlingBackoffStrategy(BackoffStrategy.exponentialDelay(
                                                Duration.ofMillis(250), Duration.ofSeconds(2)))
                                        .build())
                                .apiCallAttemptTimeout(ANSWER.dividedBy(2))
                                .apiCallTimeout(ANSWER))
                .build();
        this.configurationSet = configurationSet;
    }

    /** As the environment says: through SES, to everybody or to whom the sandbox names. */
    public static Mailer of(Map<String, String> environment) {
        var settings = new Settings(environment);
        return Sandbox.around(
                new SesMailer(new AwsClients(environment), settings.configurationSet()), settings.mailSandbox());
    }

    @Override
    public Reply send(Sender from, List<Mail> mails) {
        SendBulkEmailRequest request = SendBulkEmailRequest.builder()
                .fromEmailAddress(from.header())
                .configurationSetName(configurationSet)
                .defaultContent(content -> content.template(template -> template.templateContent(constant ->
                                constant.subject("{{subject}}").text("{{text}}").html("{{html}}"))
                        .templateData("{\"subject\":\"\",\"text\":\"\",\"html\":\"\"}")))
                .bulkEmailEntries(mails.stream().map(SesMailer::entry).toList())
                .build();
        return ask(() -> new Reply.Answered(ses.sendBulkEmail(request).bulkEmailEntryResults().stream()
                .map(SesMailer::outcome)
                .toList()));
    }

    @Override
    public Reply send(Sender from, Mail mail) {
        SendEmailRequest request = SendEmailRequest.builder()
                .fromEmailAddress(from.header())
                .configurationSetName(configurationSet)
                .destination(to -> to.toAddresses(mail.to().value()))
                .emailTags(tags(mail))
                .content(content -> content.simple(message -> message.headers(headers(mail))
                        .subject(subject -> subject.data(mail.subject()).charset("UTF-8"))
                        .body(body -> body.text(text -> text.data(mail.text()).charset("UTF-8"))
                                .html(html -> html.data(mail.html()).charset("UTF-8")))))
                .build();
        Reply reply = ask(() -> new Reply.Answered(
                List.of(Outcome.accepted(ses.sendEmail(request).messageId()))));
        return reply instanceof Reply.NotSent refused && FAULTS_OF_A_MAIL.contains(refused.reason())
                ? new Reply.Answered(List.of(Outcome.rejected(refused.reason())))
                : reply;
    }

    /** By GetAccount (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html). */
    @Override
    public Pace pace() {
        try {
            lastKnown = new Pace(questions.getAccount(ask -> {}).sendQuota().maxSendRate());
        } catch (SdkException | IllegalArgumentException unknown) {
            LOG.warn("The sending rate is not known; {} a second is assumed", lastKnown.perSecond(), unknown);
        }
        return lastKnown;
    }

    private static BulkEmailEntry entry(Mail mail) {
        String data = JsonNodeFactory.instance
                .objectNode()
                .put("subject", mail.subject())
                .put("text", mail.text())
                .put("html", mail.html())
                .toString();
        return BulkEmailEntry.builder()
                .destination(to -> to.toAddresses(mail.to().value()))
                .replacementHeaders(headers(mail))
                .replacementTags(tags(mail))
                .replacementEmailContent(
                        content -> content.replacementTemplate(template -> template.replacementTemplateData(data)))
                .build();
    }

    private static List<MessageHeader> headers(Mail mail) {
        return new TreeMap<>(mail.headers())
                .entrySet().stream()
                        .map(header -> MessageHeader.builder()
                                .name(header.getKey())
                                .value(header.getValue())
                                .build())
                        .toList();
    }

    private static List<MessageTag> tags(Mail mail) {
        return new TreeMap<>(mail.tags())
                .entrySet().stream()
                        .map(tag -> MessageTag.builder()
                                .name(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
    }

    /**
     * The split between what may be tried again and what is settled, for one entry of a bulk answer. What is wrong with the
     * account, which somebody puts right, is no reason to leave readers out.
     */
    private static Outcome outcome(BulkEmailEntryResult result) {
        if (result.status() == null) {
            return Outcome.UNCERTAIN;
        }
        return switch (result.status()) {
            case SUCCESS -> Outcome.accepted(result.messageId() == null ? "" : result.messageId());
            case ACCOUNT_THROTTLED,
                    ACCOUNT_DAILY_QUOTA_EXCEEDED,
                    TRANSIENT_FAILURE,
                    ACCOUNT_SENDING_PAUSED,
                    CONFIGURATION_SET_SENDING_PAUSED,
                    ACCOUNT_SUSPENDED,
                    MAIL_FROM_DOMAIN_NOT_VERIFIED -> Outcome.again(word(result));
            case MESSAGE_REJECTED,
                    CONFIGURATION_SET_NOT_FOUND,
                    TEMPLATE_NOT_FOUND,
                    INVALID_SENDING_POOL_NAME,
                    INVALID_PARAMETER,
                    FAILED -> Outcome.rejected(word(result));
            default -> Outcome.UNCERTAIN;
        };
    }

    private static String word(BulkEmailEntryResult result) {
        return result.statusAsString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Reply ask(Supplier<Reply> call) {
        try {
            return call.get();
        } catch (SesV2Exception refused) {
            return refused(refused);
        } catch (SdkClientException unanswered) {
            return neverLeft(unanswered)
                    ? new Reply.NotSent("unreachable")
                    : new Reply.Unknown(unanswered.getClass().getSimpleName());
        }
    }

    /** A refusal (4xx) comes before anything is taken; of a 5xx nobody can say. */
    private static Reply refused(SesV2Exception refused) {
        String code = refused.awsErrorDetails() == null
                ? "status-" + refused.statusCode()
                : String.valueOf(refused.awsErrorDetails().errorCode());
        if (refused.statusCode() >= 500 && !refused.isThrottlingException()) {
            return new Reply.Unknown(code);
        }
        return new Reply.NotSent(code);
    }

    private static boolean neverLeft(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }
}
