package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import press.communique.api.http.Json;
import press.communique.core.problem.Problem;
import press.communique.core.site.Label;
import press.communique.core.site.Logo;
import press.communique.core.site.SiteSettings;

/** The form that the settings have on the wire, as they are answered. */
final class SiteJson {

    private SiteJson() {}

    static ObjectNode settings(SiteSettings site) {
        ObjectNode json = Json.object().put("revision", site.revision());
        texts(json, "names", site.names());
        texts(json, "taglines", site.taglines());
        var languages = json.putArray("languages");
        site.languages().forEach(languages::add);
        json.put("defaultLanguage", site.defaultLanguage())
                .put("timeZone", site.timeZone().getId());
        labels(json, "types", site.types());
        labels(json, "topics", site.topics());
        var navigation = json.putArray("navigation");
        site.navigation().forEach(link -> texts(navigation.addObject(), "names", link.names())
                .put("url", link.url()));
        json.put("sender", site.sender());
        texts(json, "contact", site.contact());
        json.put("logo", site.logo().map(Logo::media).orElse(null));
        ObjectNode colours = json.putObject("colours");
        site.accent().ifPresent(accent -> colours.put("accent", accent));
        ObjectNode pages = json.putObject("pages");
        new TreeMap<>(site.pages()).forEach((page, texts) -> texts(pages, page, texts));
        json.put("hub", site.hub().orElse(null));
        return json.put("fourEyes", site.fourEyes()).put("complaintLimit", site.complaintLimit());
    }

    /** A warning has a problem's form, though it keeps nobody from saving. */
    static ObjectNode with(List<Problem> warnings, ObjectNode json) {
        var array = json.putArray("warnings");
        warnings.forEach(warning -> array.addObject()
                .put("pointer", warning.pointer())
                .put("code", warning.code())
                .put("detail", warning.detail()));
        return json;
    }

    private static void labels(ObjectNode json, String name, Collection<Label> labels) {
        var array = json.putArray(name);
        for (Label label : List.copyOf(labels)) {
            texts(array.addObject().put("id", label.id()), "names", label.names());
        }
    }

    private static ObjectNode texts(ObjectNode json, String name, Map<String, String> texts) {
        ObjectNode object = json.putObject(name);
        new TreeMap<>(texts).forEach(object::put);
        return json;
    }
}
