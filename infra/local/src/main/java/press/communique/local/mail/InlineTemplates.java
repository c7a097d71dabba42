package press.communique.local.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Template;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fills templates in as SES does: Handlebars without HTML escaping, and a missing variable fails the message (which SES
 * tells later, by an event).
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html">Advanced
 *     personalization</a>
 */
final class InlineTemplates {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEPT = 64;

    private final Handlebars handlebars = new Handlebars();
    private final Map<String, Template> compiled = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Template> eldest) {
            return size() > KEPT;
        }
    });

    InlineTemplates() {
        handlebars.with(EscapingStrategy.NOOP);
        handlebars.registerHelperMissing((Helper<Object>) (context, options) -> {
            throw new IllegalArgumentException(
                    "Attribute '" + options.helperName + "' is not present in the rendering data.");
        });
    }

    /** Thrown where SES would send a rendering failure event. */
    static final class RenderingFailure extends Exception {
        private static final long serialVersionUID = 1L;

        RenderingFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static Map<String, Object> data(String json) throws SesProblem {
        if (json == null || json.isBlank()) {
            return new LinkedHashMap<>();
        }
        try {
            return JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw SesProblem.badRequest("Template data is not valid JSON.");
        }
    }

    String render(String template, Map<String, Object> data) throws RenderingFailure {
        if (template == null) {
            return null;
        }
        try {
            Template ready = compiled.get(template);
            if (ready == null) {
                ready = handlebars.compileInline(template);
                compiled.put(template, ready);
            }
            return ready.apply(data);
        } catch (HandlebarsException | IOException | IllegalArgumentException e) {
            throw new RenderingFailure(e.getMessage(), e);
        }
    }
}
