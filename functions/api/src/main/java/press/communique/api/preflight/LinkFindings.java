package press.communique.api.preflight;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import press.communique.api.link.LinkChecks;
import press.communique.api.link.LinkVerdict;
import press.communique.core.media.MediaLibrary;
import press.communique.core.page.SitePaths;
import press.communique.core.post.Address;
import press.communique.core.post.Content;
import press.communique.core.problem.Problem;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.BodyText;

/** Links that do not work, are not secure, or lead where a public text should not lead. */
final class LinkFindings {

    /** What is no address of a page. */
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)(#|mailto:|tel:).*");

    private final LinkChecks checks;
    private final OwnPages pages;
    private final MediaLibrary library;
    private final URI siteUrl;

    LinkFindings(LinkChecks checks, OwnPages pages, MediaLibrary library, URI siteUrl) {
        this.checks = checks;
        this.pages = pages;
        this.library = library;
        this.siteUrl = siteUrl;
    }

    /** @param url absolute; what was written may have been relative to the edition's page */
    private record Place(URI url, String pointer) {}

    /** @param addresses where the editions are to stand */
    List<Finding> of(Content content, Map<String, Address> addresses, SiteSettings site) {
        var findings = new ArrayList<Finding>();
        List<Place> places = places(content, addresses, site, findings);
        var foreign = new LinkedHashSet<URI>();
        Set<String> own = own(content, addresses, site);
        var known = new LinkedHashMap<URI, Boolean>();
        for (Place place : places) {
            if (isOurs(place.url())) {
                if (!own.contains(place.url().getPath()) && !has(place.url(), known)) {
                    findings.add(Finding.warning(
                            "broken-own-link", place.pointer(), "Our site has nothing at " + place.url() + "."));
                }
            } else {
                foreign.add(place.url());
            }
            if (isInsecure(place.url())) {
                findings.add(Finding.warning(
                        "insecure-link",
                        place.pointer(),
                        place.url() + " is not encrypted on its way; try it with https."));
            }
        }
        Map<URI, LinkVerdict> verdicts = checks.check(foreign);
        places.forEach(place -> Optional.ofNullable(verdicts.get(place.url()))
                .flatMap(verdict -> finding(place, verdict))
                .ifPresent(findings::add));
        return findings.stream().distinct().toList();
    }

    /** Looks at the first of them only, for each is a request. */
    private boolean has(URI url, Map<URI, Boolean> known) {
        return known.containsKey(url) || known.size() < LinkChecks.MOST ? known.computeIfAbsent(url, pages::has) : true;
    }

    private List<Place> places(
            Content content, Map<String, Address> addresses, SiteSettings site, List<Finding> findings) {
        var places = new ArrayList<Place>();
        var body = new BodyText(siteUrl.getHost(), library);
        var paths = new SitePaths(site);
        content.editions().forEach((language, edition) -> {
            URI page = URI.create(siteUrl + SitePaths.encode(paths.post(addresses.get(language))));
            String pointer = Problem.at("editions", language, "body");
            BodyText.links(body.render(edition.body())).stream()
                    .filter(link -> !ELSEWHERE.matcher(link).matches())
                    .forEach(link -> place(link, page, pointer, places, findings));
        });
        URI home = siteUrl.resolve("/");
        for (int i = 0; i < content.links().size(); i++) {
            place(content.links().get(i).url(), home, Problem.at("links", i, "url"), places, findings);
        }
        return places;
    }

    private static void place(String link, URI page, String pointer, List<Place> places, List<Finding> findings) {
        try {
            places.add(new Place(withoutFragment(page.resolve(link)), pointer));
        } catch (IllegalArgumentException noAddress) {
            findings.add(Finding.warning("bad-link", pointer, "This is no address: " + link));
        }
    }

    private static URI withoutFragment(URI url) {
        return url.getRawFragment() == null ? url : URI.create(url.toString().replaceFirst("#.*", ""));
    }

    /** What will be there with the release: the post's own pages and files. */
    private Set<String> own(Content content, Map<String, Address> addresses, SiteSettings site) {
        var paths = new SitePaths(site);
        Set<String> own =
                addresses.values().stream().map(paths::post).collect(Collectors.toCollection(LinkedHashSet::new));
        own.addAll(content.aliases());
        content.media().stream().flatMap(id -> library.stored(id).stream()).forEach(stored -> stored.files()
                .forEach(file -> own.add(stored.path(file))));
        return own;
    }

    private boolean isOurs(URI url) {
        return siteUrl.getHost().equalsIgnoreCase(url.getHost()) && siteUrl.getPort() == url.getPort();
    }

    private boolean isInsecure(URI url) {
        boolean allowed = isOurs(url) && siteUrl.getScheme().equals("http");
        return "http".equalsIgnoreCase(url.getScheme()) && !allowed;
    }

    private static Optional<Finding> finding(Place place, LinkVerdict verdict) {
        String detail = place.url() + ": " + verdict.detail();
        return switch (verdict.kind()) {
            case WORKS -> Optional.empty();
            case BROKEN -> Optional.of(Finding.warning("broken-link", place.pointer(), detail));
            case CLOSED -> Optional.of(Finding.note("closed-link", place.pointer(), detail));
            case UNANSWERED -> Optional.of(Finding.warning("unanswered-link", place.pointer(), detail));
            case REFUSED -> Optional.of(Finding.warning("private-link", place.pointer(), detail));
            case UNASKED -> Optional.of(Finding.note("unchecked-links", "", verdict.detail()));
        };
    }
}
