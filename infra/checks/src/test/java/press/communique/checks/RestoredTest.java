package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A stack that begins with restored tables goes on as template.yaml says, without making anything anew. */
class RestoredTest {

    private static final Tree RESTORED =
            Template.read("infra/restored.yaml").tree().at("Resources");
    private static final Tree TEMPLATE = Template.main().tree().at("Resources");

    /** Keys and indexes that differ would be made again; with another secret no address could be read. */
    @Test
    void whatIsImportedIsWhatTheTemplateHas() {
        assertThat(RESTORED.entries().keySet())
                .containsExactlyInAnyOrder("PostsTable", "AudienceTable", "PrivateBucket", "Secret");
        RESTORED.entries().forEach((id, resource) -> {
            Tree whole = TEMPLATE.at(id);
            assertThat(resource.text("Type")).isEqualTo(whole.text("Type"));
            assertThat(resource.text("DeletionPolicy")).as(id).isEqualTo("Retain");
            resource.at("Properties").entries().forEach((name, property) -> assertThat(property.value())
                    .as(id + " " + name)
                    .isEqualTo(whole.at("Properties", name).value()));
        });
    }

    /** CloudFormation makes a new secret when this changes: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html */
    @Test
    void theSecretAndTheIndexesAreImportedWhole() {
        assertThat(RESTORED.at("Secret", "Properties", "GenerateSecretString").isMissing())
                .isFalse();
        for (String table : new String[] {"PostsTable", "AudienceTable"}) {
            for (String name : new String[] {
                "KeySchema", "AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"
            }) {
                assertThat(RESTORED.at(table, "Properties", name).value())
                        .as(table + " " + name)
                        .isEqualTo(TEMPLATE.at(table, "Properties", name).value());
            }
        }
    }
}
