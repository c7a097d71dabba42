package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an account refuses late is refused at once. */
class ParametersTest {

    /** "Domain cannot contain reserved word", says Cognito. */
    @ParameterizedTest
    @CsvSource({
        "newsroom, true",
        "ministry-of-trade-2, true",
        "'', true",
        "aws-press, false",
        "press-cognito, false",
        "theamazonas, false",
        "-press, false"
    })
    void sign_in_pages_have_a_prefix_that_cognito_takes(String prefix, boolean taken) {
        String pattern = Template.main().tree().at("Parameters", "SignInPrefix").text("AllowedPattern");

        assertThat(prefix.matches(pattern)).isEqualTo(taken);
    }
}
