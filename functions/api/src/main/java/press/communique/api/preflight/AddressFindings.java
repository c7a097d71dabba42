package press.communique.api.preflight;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.post.Address;
import press.communique.core.post.Post;
import press.communique.core.post.Release;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.lists.Archives;
import press.communique.store.lists.PartView;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.Releases;

/** Titles and addresses that another post has, so that readers would take one for the other. */
final class AddressFindings {

    /** How far back slugs are compared; all of these months are one read. */
    private static final int MONTHS = 96;

    /** Of a month's posts; a part has a hundred. */
    private static final int MOST_PARTS = 10;

    private final Addresses addresses;
    private final Archives archives;
    private final Releases releases;

    AddressFindings(Addresses addresses, Archives archives, Releases releases) {
        this.addresses = addresses;
        this.archives = archives;
        this.releases = releases;
    }

    List<Finding> of(Post post, SiteSettings site, Instant now) {
        Instant date = post.foreseenAt(now);
        var findings = new ArrayList<Finding>();
        var problems = new Problems();
        Map<String, Address> wanted = addresses.assumeFree(post, date, site);
        Map<String, Address> free = addresses.propose(post, date, site, problems);
        problems.found()
                .forEach(problem -> findings.add(Finding.error(problem.code(), problem.pointer(), problem.detail())));
        post.content().editions().forEach((language, edition) -> {
            Address address = wanted.get(language);
            String title = Problem.at("editions", language, "title");
            if (!free.get(language).equals(address)) {
                findings.add(Finding.warning(
                        "title-collides",
                        title,
                        "Another post of that month has the address that this title would make; this one would stand at "
                                + free.get(language).path(site) + "."));
            } else {
                sameTitle(post, edition.title(), address)
                        .ifPresent(other -> findings.add(Finding.warning(
                                "title-collides",
                                title,
                                "Another post of that month has this title: "
                                        + other.address().path(site) + ".")));
            }
            if (!address.equals(post.addresses().get(language))) {
                sameSlug(post, address)
                        .ifPresent(other -> findings.add(Finding.note(
                                "slug-repeated",
                                edition.slug().isPresent() ? Problem.at("editions", language, "slug") : title,
                                "Another post has this slug: " + other.path(site)
                                        + ". Both can stand, but are easily taken for each other.")));
            }
        });
        return findings;
    }

    private Optional<ListEntry> sameTitle(Post post, String title, Address address) {
        ListKey news = ListKey.news(address.language());
        for (int number = 1; number <= MOST_PARTS; number++) {
            PartView part = archives.part(news, new Part(address.month(), number));
            Optional<ListEntry> same = part.entries().stream()
                    .filter(entry -> !entry.postId().equals(post.id()))
                    .filter(entry -> normal(entry.title()).equals(normal(title)))
                    .findFirst();
            if (same.isPresent() || !part.hasNext()) {
                return same;
            }
        }
        return Optional.empty();
    }

    /** In another month, of a post that readers can see. */
    private Optional<Address> sameSlug(Post post, Address address) {
        YearMonth last = address.month();
        List<Address> elsewhere = IntStream.rangeClosed(1, MONTHS)
                .mapToObj(back -> new Address(address.language(), last.minusMonths(back), address.slug()))
                .toList();
        Map<Address, String> owners = addresses.owners(elsewhere);
        return elsewhere.stream()
                .filter(owners::containsKey)
                .filter(other -> !owners.get(other).equals(post.id()))
                .filter(other -> isPublic(owners.get(other)))
                .findFirst();
    }

    private boolean isPublic(String postId) {
        return releases.current(postId)
                .filter(release -> release.kind() == Release.Kind.PUBLISH)
                .isPresent();
    }

    private static String normal(String title) {
        return title.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
