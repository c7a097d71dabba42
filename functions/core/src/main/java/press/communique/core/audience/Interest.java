package press.communique.core.audience;

import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Posts that a reader wants to hear of. OR within a list, AND between the two; an empty list stands for all.
 *
 * @param types ids of kinds of posts
 * @param topics ids of topics
 */
public record Interest(List<String> types, List<String> topics, Frequency frequency) {

    public Interest {
        types = List.copyOf(types);
        topics = List.copyOf(topics);
    }

    /** Every post, as soon as it is out. */
    public static Interest everything() {
        return new Interest(List.of(), List.of(), Frequency.IMMEDIATE);
    }

    public boolean matches(String type, Collection<String> postTopics) {
        return (types.isEmpty() || types.contains(type))
                && (topics.isEmpty() || !Collections.disjoint(topics, postTopics));
    }
}
