package press.communique.core.page;

import java.util.Optional;
import press.communique.core.post.Address;
import press.communique.core.post.Released;
import press.communique.core.site.SiteSettings;

/**
 * Where an address of a post leads to, if no page of the post stands there: always in one hop.
 *
 * <pre>{@code Forwarding.from(former, post, site)  // /news/2014/04/the-new-slug/}</pre>
 */
public final class Forwarding {

    private Forwarding() {}

    /** What stands in {@code Location}, percent-encoded; empty if the post has a page at this address. */
    public static Optional<String> from(Address address, Released post, SiteSettings site) {
        if (post.isWithdrawn() && post.release().redirectTo().isPresent()) {
            return post.release().redirectTo();
        }
        return post.addresses().containsValue(address)
                ? Optional.empty()
                : Optional.of(
                        SitePaths.encode(post.nearest(address.language(), site).path(site)));
    }

    /** The same from an address that the post had elsewhere. */
    public static String fromElsewhere(Released post, SiteSettings site) {
        Address nearest = post.nearest(site.defaultLanguage(), site);
        return from(nearest, post, site).orElseGet(() -> SitePaths.encode(nearest.path(site)));
    }
}
