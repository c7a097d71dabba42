package press.communique.api.preflight;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.SendQuota;

/**
 * How fast the account may send mail today, as SES says it
 * (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html).
 */
final class SendingQuota {

    private static final Logger LOG = LoggerFactory.getLogger(SendingQuota.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SesV2Client ses;

    SendingQuota(AwsClients aws) {
        this.ses = aws.configure(SesV2Client.builder(), "SESV2")
                .overrideConfiguration(
                        limits -> limits.apiCallAttemptTimeout(PATIENCE).apiCallTimeout(PATIENCE))
                .build();
    }

    /** @return nothing if SES cannot be asked just now */
    Optional<MailingForecast.Quota> today() {
        try {
            SendQuota quota = ses.getAccount(ask -> {}).sendQuota();
            return Optional.of(
                    new MailingForecast.Quota(quota.maxSendRate(), quota.max24HourSend(), quota.sentLast24Hours()));
        } catch (SdkException unknown) {
            LOG.warn("The sending quota is not known: {}", unknown.getMessage());
            return Optional.empty();
        }
    }
}
