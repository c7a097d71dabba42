package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.engine.DynamoDbEngine;

class DynamoDbEngineTest {

    @TempDir
    private Path directory;

    /** There is no setting for it, so a new version of DynamoDB Local may end it unseen: writes would be ten times slower. */
    @Test
    void it_commits_without_waiting_for_the_disk() throws Exception {
        try (DynamoDbEngine engine = new DynamoDbEngine(directory)) {
            assertThat(engine.isTuned()).isTrue();
        }
    }
}
