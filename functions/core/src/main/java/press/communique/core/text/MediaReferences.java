package press.communique.core.text;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** How a body names an upload: {@code ![The signing](media:01KB07ZD8Q8G2J6V5F3M9T4XWA)}. */
public final class MediaReferences {

    static final String SCHEME = "media:";

    private static final Pattern REFERENCE = Pattern.compile(SCHEME + "([0-9A-HJKMNP-TV-Z]{26})");

    private MediaReferences() {}

    /** The ids of all uploads that a body names, however it does. */
    public static Set<String> in(String body) {
        var ids = new TreeSet<String>();
        if (!body.contains(SCHEME)) {
            return ids;
        }
        REFERENCE.matcher(body).results().forEach(found -> ids.add(found.group(1)));
        return ids;
    }
}
