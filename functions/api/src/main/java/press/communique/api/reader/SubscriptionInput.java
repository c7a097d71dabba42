package press.communique.api.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.SubscriptionCheck;
import press.communique.core.audience.SubscriptionDraft;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;

/**
 * What was sent to {@code POST /subscriptions}, as JSON or by the form, and everything that is wrong with it.
 *
 * @param request only to be used if there are no problems
 */
record SubscriptionInput(boolean form, SubscriptionDraft draft, SubscriptionRequest request, List<Problem> problems) {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> LISTS = Set.of("languages", "types", "topics");

    /** @throws ProblemReply 415 or 400 if the body is neither a JSON object nor a form */
    static SubscriptionInput of(Request request, SiteSettings site) {
        boolean form = isForm(request);
        JsonNode json = json(request, form);
        SubscriptionDraft draft = draft(json);
        boolean flat = !json.has("interests");
        var sense = new Problems();
        ambiguous(json, sense);
        SubscriptionRequest checked = new SubscriptionCheck(site, flat).check(draft, sense);
        List<Problem> shape = Schemas.check(form ? "SubscriptionForm" : "SubscriptionRequest", json);
        return new SubscriptionInput(form, draft, checked, both(shape, sense.found()));
    }

    static void ambiguous(JsonNode json, Problems problems) {
        if (json.has("interests") && (json.has("types") || json.has("topics") || json.has("frequency"))) {
            problems.add(
                    "/interests", "ambiguous", "Send interests, or types, topics and frequency beside them, not both.");
        }
    }

    /** @throws ProblemReply 415 if it is neither a form nor JSON */
    static boolean isForm(Request request) {
        boolean form = request.contentType().equals(FORM);
        if (!form && !request.contentType().equals("application/json")) {
            throw new ProblemReply(
                    415, "unsupported-media-type", "Send JSON with Content-Type: application/json, or the form.");
        }
        return form;
    }

    static JsonNode json(Request request, boolean form) {
        return form ? json(request.form()) : Json.read(request.body());
    }

    /** Where the shape is wrong, the sense is not spoken of. */
    static List<Problem> both(List<Problem> shape, List<Problem> sense) {
        var all = new ArrayList<>(shape);
        sense.stream()
                .filter(problem ->
                        shape.stream().noneMatch(other -> (problem.pointer() + "/").startsWith(other.pointer() + "/")))
                .forEach(all::add);
        return all;
    }

    /** A form repeats a field for each value of a list; an empty choice is none. */
    private static JsonNode json(Map<String, List<String>> fields) {
        ObjectNode json = Json.object();
        fields.forEach((name, values) -> {
            if (LISTS.contains(name.replaceFirst("-\\d+$", ""))) {
                var list = json.putArray(name);
                new LinkedHashSet<>(values)
                        .stream().filter(value -> !value.isEmpty()).forEach(list::add);
            } else {
                json.put(name, values.get(0));
            }
        });
        return json;
    }

    static SubscriptionDraft draft(JsonNode json) {
        var interests = new ArrayList<Interest>();
        if (json.has("interests")) {
            json.get("interests").forEach(each -> interests.add(interest(each)));
        } else {
            interests.add(interest(json));
        }
        return new SubscriptionDraft(
                json.path("email").asText(""),
                text(json, "language"),
                texts(json, "languages"),
                interests,
                text(json, "timeZone"),
                number(json, "hour"),
                number(json, "weekday"));
    }

    private static Interest interest(JsonNode json) {
        Frequency frequency = text(json, "frequency")
                .filter(word -> word.matches("immediate|daily|weekly"))
                .map(Frequency::of)
                .orElse(Frequency.IMMEDIATE);
        return new Interest(texts(json, "types"), texts(json, "topics"), frequency);
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.path(name).isTextual() ? Optional.of(json.get(name).asText()) : Optional.empty();
    }

    private static OptionalInt number(JsonNode json, String name) {
        // 8.0 is an integer too (JSON Schema 2020-12, Core 4.2.3).
        return json.path(name).isNumber() ? OptionalInt.of(json.get(name).asInt()) : OptionalInt.empty();
    }

    private static List<String> texts(JsonNode json, String name) {
        var texts = new ArrayList<String>();
        json.path(name).forEach(value -> texts.add(value.asText("")));
        return texts;
    }
}
