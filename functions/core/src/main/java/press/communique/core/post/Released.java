package press.communique.core.post;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import press.communique.core.site.SiteSettings;

/**
 * What readers get of a post: the release, the text it pins and where it stands.
 *
 * @param addresses of the editions of {@code content}, by language
 * @param former where editions of the post once stood and stand no longer
 */
public record Released(
        Release release, UUID feedId, Content content, Map<String, Address> addresses, List<Address> former) {

    public Released {
        addresses = Map.copyOf(addresses);
        former = List.copyOf(former);
    }

    /** A post that never stood anywhere else. */
    public Released(Release release, UUID feedId, Content content, Map<String, Address> addresses) {
        this(release, feedId, content, addresses, List.of());
    }

    public boolean isWithdrawn() {
        return release.kind() == Release.Kind.WITHDRAW;
    }

    /** Where a reader of this language finds the post: its edition, else that in the site's default language, else any. */
    public Address nearest(String language, SiteSettings site) {
        return addresses.getOrDefault(
                language,
                addresses.getOrDefault(
                        site.defaultLanguage(),
                        addresses.entrySet().stream()
                                .min(Map.Entry.comparingByKey())
                                .orElseThrow()
                                .getValue()));
    }
}
