package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The CDN of infra/cdn.yaml and the local stack agree on every header, on whatever is answered. */
@ExtendWith(Stack.Shared.class)
class CdnHeadersTest {

    /** Every header of the policy for readers, and the words of the template that say it. */
    private static final Map<String, String> POLICY = Map.of(
            "content-security-policy",
            "ContentSecurityPolicy: \"(.+)\"",
            "strict-transport-security",
            "StrictTransportSecurity: \\{Override: true, AccessControlMaxAgeSec: (\\d+), IncludeSubdomains: false, Preload: false}",
            "x-content-type-options",
            "ContentTypeOptions: \\{Override: true}",
            "x-frame-options",
            "FrameOptions: \\{Override: true, FrameOption: (\\w+)}",
            "referrer-policy",
            "ReferrerPolicy: \\{Override: true, ReferrerPolicy: ([\\w-]+)}",
            "permissions-policy",
            "Header: Permissions-Policy, Override: true, Value: '(.+)'");

    /** What S3, the gateway, CloudFront itself and our handlers say; nothing else goes out. */
    private static final Set<String> OTHERS = Set.of(
            "accept-ranges",
            "allow",
            "apigw-requestid",
            "cache-control",
            "content-language",
            "content-length",
            "content-type",
            "date",
            "etag",
            "last-modified",
            "link",
            "location",
            "vary",
            "www-authenticate",
            "x-amz-meta-cache-tag",
            "x-amz-meta-location",
            "x-amz-meta-stamp");

    private final Newsroom newsroom;

    CdnHeadersTest(Stack stack) {
        this.newsroom = stack.newsroom;
    }

    @Test
    void every_answer_has_the_headers_of_the_policy_and_no_unknown_ones() throws Exception {
        JsonNode post = newsroom.published(
                "{\"type\": \"speech\", \"state\": \"published\", \"editions\": {\"en\": {\"title\": \"With headers\"}}}");
        String page = newsroom.path(post, "en");
        Map<String, String> policy = policy();
        for (String path : Stream.of(
                        page,
                        page.replaceAll("/$", ""),
                        "/feeds/news.rss",
                        "/favicon.ico",
                        "/robots.txt",
                        "/there/is/nothing/",
                        "/api/health",
                        "/api/posts",
                        "/api/nothing",
                        "/subscriptions/confirm?token=none",
                        "/subscriptions")
                .toList()) {
            var answer = new TreeMap<String, String>();
            HttpResponse<String> response = Newsroom.raw(newsroom.to(path).GET());
            response.headers()
                    .map()
                    .forEach((name, values) -> answer.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            assertThat(answer).as(path).containsAllEntriesOf(policy);
            var unknown = new TreeSet<>(answer.keySet());
            unknown.removeAll(policy.keySet());
            unknown.removeAll(OTHERS);
            assertThat(unknown).as("of " + path).isEmpty();
        }
    }

    /** Read from the template by its words, and not as the local stack reads it. */
    private static Map<String, String> policy() throws Exception {
        String template = Files.readString(Repository.file("infra/cdn.yaml"));
        int from = template.indexOf("  Headers:\n    Type: AWS::CloudFront::ResponseHeadersPolicy");
        String policy = template.substring(from, template.indexOf("\n\n", from));
        long said = Pattern.compile("Override: true").matcher(policy).results().count();
        assertThat(said).as("headers that the policy sets").isEqualTo(POLICY.size());
        var headers = new TreeMap<String, String>();
        POLICY.forEach((header, words) -> {
            var found = Pattern.compile(words).matcher(policy);
            assertThat(found.find()).as(words).isTrue();
            String value = found.groupCount() == 0 ? "nosniff" : found.group(1);
            headers.put(header, header.startsWith("strict") ? "max-age=" + value : value);
        });
        return headers;
    }
}
