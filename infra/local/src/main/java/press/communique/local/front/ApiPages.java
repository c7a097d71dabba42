package press.communique.local.front;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code openapi.yaml} as a page to read: every operation with who may call it, what it takes and what it answers, and the
 * schemas behind. Without script, and from this machine alone.
 */
final class ApiPages {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final Map<String, Object> openApi;

    ApiPages() {
        try (InputStream file = ApiPages.class.getResourceAsStream("/openapi.yaml")) {
            openApi = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("openapi.yaml cannot be read", unreadable);
        }
    }

    String page() {
        Map<String, Object> info = map(openApi.get("info"));
        var html = new StringBuilder();
        html.append("<h1>").append(ApiText.escape(info.get("title"))).append(" API <small>");
        html.append(ApiText.escape(info.get("summary"))).append("</small></h1>\n");
        html.append(ApiText.html(info.get("description")));
        html.append("<p><a href=\"/_local/openapi.yaml\">openapi.yaml</a> says the same for programs.</p>\n");
        for (Object each : list(openApi.get("tags"))) {
            Map<String, Object> tag = map(each);
            html.append("<h2 class=\"tag\" id=\"tag-%1$s\">%1$s <small>%2$s</small></h2>\n"
                    .formatted(ApiText.escape(tag.get("name")), ApiText.escape(tag.get("description"))));
            operations(String.valueOf(tag.get("name")), html);
        }
        html.append("<h2 class=\"tag\" id=\"schemas\">schemas</h2>\n");
        map(map(openApi.get("components")).get("schemas")).forEach((name, schema) -> schema(name, map(schema), html));
        return InboxPages.page("API", html.toString());
    }

    private void operations(String tag, StringBuilder html) {
        map(openApi.get("paths")).forEach((path, item) -> map(item).forEach((method, each) -> {
            if (METHODS.contains(method) && list(map(each).get("tags")).contains(tag)) {
                operation(path, map(item), method, map(each), html);
            }
        }));
    }

    private void operation(
            String path, Map<String, Object> item, String method, Map<String, Object> operation, StringBuilder html) {
        html.append(
                "<details class=\"operation\" id=\"%s\"><summary><code>%s</code> <code>%s</code> <span>%s</span></summary>\n"
                        .formatted(
                                ApiText.escape(operation.get("operationId")),
                                method.toUpperCase(Locale.ROOT),
                                ApiText.escape(path),
                                ApiText.escape(operation.get("summary"))));
        Object role = operation.get("x-roles");
        html.append("<p class=\"who\">")
                .append("anyone".equals(role) ? "No token." : "Role: " + ApiText.escape(role) + ".")
                .append("</p>\n")
                .append(ApiText.html(operation.get("description")));
        parameters(item, operation, html);
        Map<String, Object> body = map(operation.get("requestBody"));
        if (!body.isEmpty()) {
            html.append("<h3>Takes</h3>\n");
            content(map(body.get("content")), html);
        }
        html.append("<h3>Answers</h3>\n<dl>\n");
        map(operation.get("responses")).forEach((status, each) -> {
            Map<String, Object> response = resolved(each);
            html.append("<dt>").append(status).append("</dt><dd>").append(ApiText.html(response.get("description")));
            content(map(response.get("content")), html);
            html.append("</dd>\n");
        });
        html.append("</dl>\n</details>\n");
    }

    private void parameters(Map<String, Object> item, Map<String, Object> operation, StringBuilder html) {
        var all = new LinkedHashMap<String, Map<String, Object>>();
        for (Map<String, Object> holder : List.of(item, operation)) {
            list(holder.get("parameters")).forEach(each -> {
                Map<String, Object> parameter = resolved(each);
                all.put(String.valueOf(parameter.get("name")), parameter);
            });
        }
        if (all.isEmpty()) {
            return;
        }
        html.append("<h3>Parameters</h3>\n<dl>\n");
        all.forEach((name, parameter) -> html.append("<dt><code>%s</code> in %s%s</dt><dd>%s</dd>\n"
                .formatted(
                        ApiText.escape(name),
                        ApiText.escape(parameter.get("in")),
                        Boolean.TRUE.equals(parameter.get("required")) ? ", required" : "",
                        ApiText.html(parameter.get("description")))));
        html.append("</dl>\n");
    }

    private void content(Map<String, Object> content, StringBuilder html) {
        content.forEach((type, each) -> {
            Map<String, Object> media = map(each);
            html.append("<p><code>").append(ApiText.escape(type)).append("</code>: ");
            html.append(ApiText.kind(map(media.get("schema")))).append("</p>\n");
            map(media.get("examples")).values().forEach(example -> {
                Map<String, Object> shown = resolved(example);
                html.append("<details><summary>%s</summary><pre class=\"text\">%s</pre></details>\n"
                        .formatted(
                                ApiText.escape(shown.getOrDefault(
                                        "summary", map(shown.get("value")).getOrDefault("code", "Example"))),
                                ApiText.example(shown.get("value"))));
            });
        });
    }

    private static void schema(String name, Map<String, Object> schema, StringBuilder html) {
        html.append("<section class=\"schema\" id=\"schema-%1$s\"><h3>%1$s</h3>\n".formatted(ApiText.escape(name)));
        html.append(ApiText.html(schema.get("description")));
        Map<String, Object> properties = map(schema.get("properties"));
        if (properties.isEmpty()) {
            html.append("<p>").append(ApiText.kind(schema)).append("</p></section>\n");
            return;
        }
        List<Object> required = list(schema.get("required"));
        html.append("<dl>\n");
        properties.forEach((property, each) -> {
            Map<String, Object> form = map(each);
            html.append("<dt><code>%s</code>%s</dt><dd>%s%s</dd>\n"
                    .formatted(
                            ApiText.escape(property),
                            required.contains(property)
                                    ? ", required"
                                    : Boolean.TRUE.equals(form.get("readOnly")) ? ", read-only" : "",
                            ApiText.kind(form),
                            ApiText.html(form.get("description"))));
        });
        html.append("</dl></section>\n");
    }

    private Map<String, Object> resolved(Object node) {
        Map<String, Object> found = map(node);
        if (!found.containsKey("$ref")) {
            return found;
        }
        Object at = openApi;
        for (String part : String.valueOf(found.get("$ref")).substring(2).split("/")) {
            at = map(at).get(part);
        }
        return map(at);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object node) {
        return node instanceof List<?> list ? (List<Object>) list : List.of();
    }
}
