package press.communique.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the reasons for which the API did not take a post; some posts can do without what it is about. */
record Refusal(String pointer, String code, String detail) {

    private static final Pattern ENTRY = Pattern.compile("/(aliases|topics|authors|links|attachments)/(\\d+)(/.*)?");
    private static final Pattern SLUG = Pattern.compile("/editions/([^/]+)/slug");
    private static final Pattern EDITION = Pattern.compile("/editions/([^/]+)");
    private static final Pattern IMAGE = Pattern.compile("/image(/.*)?");

    static List<Refusal> of(Api.Answer answer) {
        var refusals = new ArrayList<Refusal>();
        for (JsonNode error : answer.json().path("errors")) {
            refusals.add(new Refusal(
                    error.path("pointer").asText(),
                    error.path("code").asText(),
                    error.path("detail").asText()));
        }
        if (refusals.isEmpty()) {
            refusals.add(new Refusal("", String.valueOf(answer.status()), Api.said(answer)));
        }
        return refusals;
    }

    /** The newsroom has this post. */
    boolean isKnown() {
        return pointer.equals("/sourceId") && code.equals("taken");
    }

    /** A post in an unknown language is none if it has no other. */
    boolean canBeLeftOut(ObjectNode draft) {
        return ENTRY.matcher(pointer).matches()
                || SLUG.matcher(pointer).matches()
                || IMAGE.matcher(pointer).matches()
                || (EDITION.matcher(pointer).matches() && draft.path("editions").size() > 1);
    }

    static void leaveOut(List<Refusal> refusals, ObjectNode draft) {
        var entries = new TreeMap<String, TreeSet<Integer>>();
        for (Refusal refusal : refusals) {
            Matcher entry = ENTRY.matcher(refusal.pointer());
            Matcher slug = SLUG.matcher(refusal.pointer());
            Matcher edition = EDITION.matcher(refusal.pointer());
            if (entry.matches()) {
                entries.computeIfAbsent(entry.group(1), name -> new TreeSet<>()).add(Integer.parseInt(entry.group(2)));
            } else if (slug.matches()) {
                ((ObjectNode) draft.path("editions").path(slug.group(1))).remove("slug");
            } else if (edition.matches()) {
                ((ObjectNode) draft.path("editions")).remove(edition.group(1));
            } else {
                draft.remove("image");
            }
        }
        // From behind, so that the others keep their numbers.
        entries.forEach((name, numbers) ->
                numbers.descendingSet().forEach(number -> ((ArrayNode) draft.path(name)).remove(number)));
    }

    @Override
    public String toString() {
        return (pointer.isEmpty() ? "" : pointer + ": ") + detail + " (" + code + ")";
    }
}
