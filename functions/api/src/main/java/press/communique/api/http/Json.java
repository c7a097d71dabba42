package press.communique.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON in and out, with limits on what is taken. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(40)
                            .maxNumberLength(40)
                            .maxStringLength(7_000_000)
                            .maxNameLength(500)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException ours) {
            throw new UncheckedIOException(ours);
        }
    }

    /** @throws ProblemReply 400 if the bytes are not UTF-8 or not one JSON value, nest deeper than 40 levels or name a field twice */
    public static JsonNode read(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(text(bytes));
            if (node == null || node.isMissingNode()) {
                throw new ProblemReply(400, "not-json", "The body is empty; send a JSON object.");
            }
            return node;
        } catch (JsonProcessingException broken) {
            String where = broken.getLocation() == null
                    ? ""
                    : " near line " + broken.getLocation().getLineNr() + ", column "
                            + broken.getLocation().getColumnNr();
            throw new ProblemReply(400, "not-json", "The body is not valid JSON" + where + ".");
        } catch (IOException broken) {
            throw new ProblemReply(400, "not-json", "The body is not JSON in UTF-8.");
        }
    }

    /** Without the byte order mark, which RFC 8259 (section 8.1) lets a reader ignore. */
    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
