package press.communique.store.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Makes the AWS clients of one function from its environment, all of them over one connection pool.
 *
 * <pre>{@code
 * var aws = new AwsClients(System.getenv());
 * DynamoDbClient table = aws.dynamoDb();
 * SqsClient queue = aws.configure(SqsClient.builder(), "SQS").build();
 * }</pre>
 *
 * <p>Reads {@code AWS_REGION}, the credentials and the endpoints that the AWS SDKs know by the same names
 * ({@code AWS_ENDPOINT_URL}, {@code AWS_ENDPOINT_URL_S3} …, see
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html), but from the map that it is given, so that
 * many functions can live in one process. Apache's client, since {@code UrlConnectionHttpClient} breaks refused
 * conditional writes (ADR 0003).
 */
public final class AwsClients {

    private static final Duration ATTEMPT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(15);

    private final Map<String, String> environment;
    private final SdkHttpClient http;

    public AwsClients(Map<String, String> environment) {
        this.environment = environment;
        this.http = Apache5HttpClient.builder()
                .maxConnections(32)
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(ATTEMPT)
                .build();
    }

    /**
     * A single write to an item that is in somebody's transaction at that moment, if only as a condition, is refused, and the SDK
     * takes that for final. It did nothing, so it is tried again, as often and with such pauses as the SDK's own client for
     * DynamoDB has for what it does repeat: nine attempts in 3 s on average.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html">Transaction
     *     conflict handling</a>
     */
    public DynamoDbClient dynamoDb() {
        return configure(DynamoDbClient.builder(), "DYNAMODB")
                .overrideConfiguration(limits().retryStrategy(AwsRetryStrategy.legacyRetryStrategy().toBuilder()
                                .maxAttempts(9)
                                .backoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(25), CALL))
                                .retryOnException(TransactionConflictException.class)
                                .build())
                        .build())
                .build();
    }

    private static ClientOverrideConfiguration.Builder limits() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL);
    }

    /** Path-style addresses where an endpoint is given, since an engine on one machine has no name per bucket. */
    public S3Client s3() {
        return configure(S3Client.builder(), "S3")
                .forcePathStyle(endpoint("S3") != null)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    /** Signs addresses that a browser may use for a while without credentials of its own. */
    public S3Presigner presigner() {
        var builder = S3Presigner.builder()
                .region(Region.of(environment.getOrDefault("AWS_REGION", "eu-central-1")))
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(endpoint("S3") != null)
                        .build());
        String key = environment.get("AWS_ACCESS_KEY_ID");
        if (key != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(credentials(key)));
        }
        if (endpoint("S3") != null) {
            builder.endpointOverride(endpoint("S3"));
        }
        return builder.build();
    }

    /**
     * Gives a client builder our connections, region, credentials, time limits and, if there is one, its endpoint.
     *
     * @param service as in {@code AWS_ENDPOINT_URL_<service>}: {@code SQS}, {@code SESV2}, {@code CLOUDFRONT}
     */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(B builder, String service) {
        builder.httpClient(http);
        builder.region(Region.of(environment.getOrDefault("AWS_REGION", "eu-central-1")));
        builder.overrideConfiguration(limits().build());
        String key = environment.get("AWS_ACCESS_KEY_ID");
        if (key != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(credentials(key)));
        }
        URI endpoint = endpoint(service);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder;
    }

    private AwsCredentials credentials(String key) {
        String secret = environment.get("AWS_SECRET_ACCESS_KEY");
        String session = environment.get("AWS_SESSION_TOKEN");
        return session == null
                ? AwsBasicCredentials.create(key, secret)
                : AwsSessionCredentials.create(key, secret, session);
    }

    private URI endpoint(String service) {
        String own = environment.get("AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT));
        String url = own != null ? own : environment.get("AWS_ENDPOINT_URL");
        return url == null || url.isBlank() ? null : URI.create(url);
    }
}
