package press.communique.local.engine;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The stack's own clients of its engines, for what AWS does by itself: reading streams and queues, serving files. Over
 * one pool of kept connections; Apache's client, since {@code UrlConnectionHttpClient} breaks refused writes.
 */
public final class Clients implements AutoCloseable {

    private final SdkHttpClient http = Apache5HttpClient.builder()
            .maxConnections(128)
            .socketTimeout(Duration.ofSeconds(60))
            .connectionMaxIdleTime(Duration.ofSeconds(50))
            .build();
    private final Endpoints endpoints;
    private final DynamoDbClient dynamoDb;
    private final DynamoDbStreamsClient streams;
    private final S3Client s3;
    private final SqsClient sqs;

    public Clients(Endpoints endpoints) {
        this.endpoints = endpoints;
        this.dynamoDb = at(DynamoDbClient.builder(), endpoints.dynamoDb()).build();
        this.streams = at(DynamoDbStreamsClient.builder(), endpoints.dynamoDb()).build();
        this.sqs = at(SqsClient.builder(), endpoints.sqs()).build();
        this.s3 = at(S3Client.builder(), endpoints.s3())
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(B builder, URI endpoint) {
        builder.httpClient(http);
        builder.region(Region.of(endpoints.region()));
        builder.endpointOverride(endpoint);
        builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                endpoints.credentials().get("AWS_ACCESS_KEY_ID"),
                endpoints.credentials().get("AWS_SECRET_ACCESS_KEY"))));
        return builder;
    }

    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    public DynamoDbStreamsClient streams() {
        return streams;
    }

    public S3Client s3() {
        return s3;
    }

    public SqsClient sqs() {
        return sqs;
    }

    @Override
    public void close() {
        dynamoDb.close();
        streams.close();
        s3.close();
        sqs.close();
        http.close();
    }
}
