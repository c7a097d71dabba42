package press.communique.journey;

import java.nio.file.Path;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import press.communique.local.Options;

/**
 * The main journey on LocalStack, where there is Docker: DynamoDB with its streams, S3 and SQS are LocalStack's. Its
 * free image knows no SES v2, so mail goes to our own endpoint.
 */
@Testcontainers(disabledWithoutDocker = true)
class LocalStackMainJourneyTest extends MainJourney {

    /** The last tag that asks for no account. */
    @Container
    private static final LocalStackContainer LOCAL_STACK = new LocalStackContainer(
                    DockerImageName.parse("localstack/localstack:4.14.0"))
            .withServices("dynamodb", "dynamodbstreams", "s3", "sqs");

    @Override
    Options options(Path data) {
        return Stack.options(data).endpoint(LOCAL_STACK.getEndpoint());
    }
}
