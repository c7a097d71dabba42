package press.communique.api.preflight;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.api.link.LinkChecks;
import press.communique.api.link.LinkPolicy;
import press.communique.core.audience.Frequency;
import press.communique.core.media.MediaLibrary;
import press.communique.core.post.Address;
import press.communique.core.post.ContentCheck;
import press.communique.core.post.Post;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.audience.Readers;
import press.communique.store.aws.AwsClients;
import press.communique.store.lists.Archives;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.Releases;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Looks at a post's present text as if it were released now, and changes nothing.
 *
 * <pre>{@code Preflight.Report report = preflight.of(post, site, now);}</pre>
 */
public final class Preflight {

    private static final int MOST_FINDINGS = 200;

    private final MediaLibrary library;
    private final Addresses addresses;
    private final AddressFindings addressFindings;
    private final LinkFindings links;
    private final AudienceWalk audience;
    private final SendingQuota quota;

    public Preflight(
            AwsClients aws,
            S3Client s3,
            String siteBucket,
            URI siteUrl,
            MediaLibrary library,
            Addresses addresses,
            Archives archives,
            Releases releases,
            Readers readers,
            ReaderCounts counts,
            LinkPolicy policy) {
        this.library = library;
        this.addresses = addresses;
        this.addressFindings = new AddressFindings(addresses, archives, releases);
        this.links = new LinkFindings(new LinkChecks(policy), new OwnPages(s3, siteBucket), library, siteUrl);
        this.audience = new AudienceWalk(readers, counts);
        this.quota = new SendingQuota(aws);
    }

    /**
     * @param findings the worst first
     * @param mailing of those who hear at once; empty if SES cannot be asked
     */
    public record Report(List<Finding> findings, Audience audience, Optional<MailingForecast> mailing) {}

    public Report of(Post post, SiteSettings site, Instant now) {
        var findings = new ArrayList<Finding>();
        findings.addAll(inOrder(post, site));
        findings.addAll(EditionFindings.of(post.content(), site));
        findings.addAll(addressFindings.of(post, site, now));
        Map<String, Address> stands = addresses.assumeFree(post, post.foreseenAt(now), site);
        findings.addAll(links.of(post.content(), stands, site));
        Audience wanting = audience.count(post.content(), now);
        Optional<MailingForecast> mailing =
                quota.today().map(today -> MailingForecast.of(wanting.readers().total(Frequency.IMMEDIATE), today));
        findings.addAll(mailing(mailing));
        findings.sort(Finding.ORDER);
        return new Report(bounded(findings), wanting, mailing);
    }

    private static List<Finding> bounded(List<Finding> findings) {
        if (findings.size() <= MOST_FINDINGS) {
            return List.copyOf(findings);
        }
        var worst = new ArrayList<>(findings.subList(0, MOST_FINDINGS));
        worst.add(Finding.note(
                "more-findings", "", "There are " + (findings.size() - MOST_FINDINGS) + " more, none of them worse."));
        return List.copyOf(worst);
    }

    /** Settings and uploads may have changed since the text was saved: images without words, files that are not ready. */
    private List<Finding> inOrder(Post post, SiteSettings site) {
        var problems = new Problems();
        new ContentCheck(site, library).check(post.content(), problems);
        return problems.found().stream()
                .map(problem -> Finding.error(problem.code(), problem.pointer(), problem.detail()))
                .toList();
    }

    private static List<Finding> mailing(Optional<MailingForecast> mailing) {
        if (mailing.isEmpty()) {
            return List.of(Finding.note(
                    "quota-unknown",
                    "",
                    "SES does not say how fast it sends just now, so how long it takes is not known."));
        }
        return mailing.filter(MailingForecast::isBeyondToday)
                .map(forecast -> Finding.warning(
                        "quota-exceeded",
                        "",
                        forecast.readers() + " readers are to be mailed at once, and SES takes " + forecast.leftToday()
                                + " more within 24 hours."))
                .map(List::of)
                .orElse(List.of());
    }
}
