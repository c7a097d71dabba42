package press.communique.site;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import press.communique.core.page.Forwarding;
import press.communique.core.page.Pages;
import press.communique.core.page.Stamp;
import press.communique.core.post.Address;
import press.communique.core.settings.Settings;
import press.communique.core.site.SiteSettings;
import press.communique.store.aws.AwsClients;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.Releases;
import press.communique.store.site.Sites;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Answers for whatever address is not a file: a former address of a post leads to its present one, anything else to the
 * page that says so, in the language of the address. The CDN asks here when the bucket says 403 or 404. An address that
 * waits for a scheduled release is answered like any that does not exist.
 */
public final class FallbackHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final Pattern POST = Pattern.compile("/news/(\\d{4})/(\\d{2})/([^/]{1,300})/?");

    private final Sites sites;
    private final Addresses addresses;
    private final Releases releases;
    private final URI siteUrl;

    public FallbackHandler() {
        this(System.getenv());
    }

    public FallbackHandler(Map<String, String> environment) {
        var settings = new Settings(environment);
        var aws = new AwsClients(environment);
        DynamoDbClient dynamo = aws.dynamoDb();
        this.sites = new Sites(dynamo, settings.postsTable());
        this.addresses = new Addresses(dynamo, settings.postsTable());
        this.releases = new Releases(dynamo, settings.postsTable());
        this.siteUrl = settings.siteUrl();
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        SiteSettings site = sites.current();
        // The CDN asks for the file that a browser's path stands for.
        String path = decode(event.getRawPath()).replaceFirst("/index\\.html$", "/");
        return presentAddress(path, site)
                .map(present -> answer(301, "public, max-age=60", "")
                        .withHeaders(Map.of("Location", present, "Cache-Control", "public, max-age=60"))
                        .build())
                .orElseGet(() -> missing(path, site));
    }

    /** As it stands in {@code Location}. */
    private Optional<String> presentAddress(String path, SiteSettings site) {
        String language = language(path, site);
        Matcher post = POST.matcher(path.substring(site.prefix(language).length()));
        if (!post.matches()) {
            return ofAlias(path, site);
        }
        try {
            var month = YearMonth.of(Integer.parseInt(post.group(1)), Integer.parseInt(post.group(2)));
            var asked = new Address(language, month, post.group(3));
            return addresses
                    .publicOwner(asked)
                    .flatMap(releases::outline)
                    .flatMap(released -> Forwarding.from(asked, released, site))
                    .or(() -> ofAlias(path, site));
        } catch (DateTimeException noSuchMonth) {
            return ofAlias(path, site);
        }
    }

    /** An address that the post had elsewhere leads to its edition in the default language, or else to the first one. */
    private Optional<String> ofAlias(String path, SiteSettings site) {
        return spellings(path)
                .flatMap(spelling -> addresses.publicOwnerOfAlias(spelling).stream())
                .findFirst()
                .flatMap(releases::outline)
                .map(released -> Forwarding.fromElsewhere(released, site));
    }

    /** The CDN has added a slash by then, and taken an index file for its folder. */
    private static Stream<String> spellings(String path) {
        return path.length() > 1 && path.endsWith("/")
                ? Stream.of(path, path.substring(0, path.length() - 1), path + "index.html")
                : Stream.of(path, path + "/");
    }

    private APIGatewayV2HTTPResponse missing(String path, SiteSettings site) {
        String page = new Pages(site, siteUrl).notFound(language(path, site), Stamp.of(site.revision(), 0));
        return answer(404, "no-store", page).build();
    }

    private static APIGatewayV2HTTPResponse.APIGatewayV2HTTPResponseBuilder answer(
            int status, String cacheControl, String html) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(Map.of("Content-Type", "text/html; charset=utf-8", "Cache-Control", cacheControl))
                .withBody(html)
                .withIsBase64Encoded(false);
    }

    private static String language(String path, SiteSettings site) {
        String first = path.split("/", 3).length > 1 ? path.split("/", 3)[1] : "";
        return site.languages().contains(first) ? first : site.defaultLanguage();
    }

    private static String decode(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return path;
        }
    }
}
