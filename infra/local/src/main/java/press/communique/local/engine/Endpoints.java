package press.communique.local.engine;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the services are, as the functions and the AWS SDKs want to know it.
 *
 * @param credentials {@code AWS_ACCESS_KEY_ID} and its like
 */
public record Endpoints(
        String region, URI dynamoDb, URI s3, URI sqs, URI ses, URI cloudFront, Map<String, String> credentials) {

    /** The engines of this machine. */
    public static Endpoints local(String region, URI dynamoDb, URI s3, URI sqs, URI ses, URI cloudFront) {
        return new Endpoints(region, dynamoDb, s3, sqs, ses, cloudFront, Credentials.LOCAL);
    }

    /**
     * As environment variables.
     *
     * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific
     *     endpoints</a>
     */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(credentials);
        environment.put("AWS_REGION", region);
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
        environment.put("AWS_ENDPOINT_URL_S3", s3.toString());
        environment.put("AWS_ENDPOINT_URL_SQS", sqs.toString());
        environment.put("AWS_ENDPOINT_URL_SESV2", ses.toString());
        environment.put("AWS_ENDPOINT_URL_CLOUDFRONT", cloudFront.toString());
        return environment;
    }
}
