package press.communique.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.core.problem.Problem;

class SchemasTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FreshLink | {'for': 1e400} | /for",
                "PostDraft | {'editions': {'en': {'title': -1e999}}} | /editions/en/title",
                "SubscriptionRequest | {'languages': ['en', 1e400]} | /languages/1"
            })
    void a_number_too_large_to_have_a_size_is_told_so(String schema, String json, String pointer) {
        assertThat(Schemas.check(schema, Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))))
                .extracting(Problem::pointer, Problem::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(pointer, "out-of-range"));
    }
}
