package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The CDN of infra/cdn.yaml and the local stack agree on every header, on whatever is answered: each of the CDN's behaviours is
 * asked for what is there and what is not, and every policy is one that some behaviour has.
 */
@ExtendWith(Stack.Shared.class)
class CdnHeadersTest {

    /** The default behaviour: whatever no pattern fits. */
    private static final String OTHERWISE = "*";

    /** Every header that a policy may have, and the words of the template that say it. */
    private static final Map<String, String> WORDS = Map.of(
            "content-security-policy",
            "ContentSecurityPolicy: (?:!Sub )?\"(.+)\"",
            "strict-transport-security",
            "StrictTransportSecurity: \\{Override: true, AccessControlMaxAgeSec: (\\d+), IncludeSubdomains: false, Preload: false}",
            "x-content-type-options",
            "ContentTypeOptions: \\{Override: true()}",
            "x-frame-options",
            "FrameOptions: \\{Override: true, FrameOption: (\\w+)}",
            "referrer-policy",
            "ReferrerPolicy: \\{Override: true, ReferrerPolicy: ([\\w-]+)}",
            "permissions-policy",
            "Header: Permissions-Policy, Override: true, Value: '(.+)'",
            "x-robots-tag",
            "Header: X-Robots-Tag, Override: true, Value: '(.+)'");

    /** What S3, the gateway, CloudFront itself and our handlers say; nothing else goes out. */
    private static final Set<String> OTHERS = Set.of(
            "accept-ranges",
            "allow",
            "apigw-requestid",
            "cache-control",
            "content-disposition",
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

    private final Stack stack;
    private final Newsroom newsroom;

    CdnHeadersTest(Stack stack) {
        this.stack = stack;
        this.newsroom = stack.newsroom;
    }

    @Test
    void every_answer_has_the_headers_of_its_policy_and_no_unknown_ones() throws Exception {
        String template = Files.readString(Repository.file("infra/cdn.yaml"));
        Map<String, Map<String, String>> policies = policies(template);
        Map<String, String> behaviours = behaviours(template);
        Map<String, List<String>> addresses = addresses();
        assertThat(addresses.keySet()).as("behaviours of the CDN").isEqualTo(behaviours.keySet());
        assertThat(policies.keySet()).as("policies").hasSameElementsAs(behaviours.values());

        addresses.forEach((pattern, paths) -> paths.forEach(path -> {
            Map<String, String> policy = policies.get(behaviours.get(pattern));
            var answer = new TreeMap<String, String>();
            HttpResponse<String> response = Newsroom.raw(newsroom.to(path).GET());
            response.headers()
                    .map()
                    .forEach((name, values) -> answer.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            assertThat(answer).as(path).containsAllEntriesOf(policy);
            var unknown = new TreeSet<>(answer.keySet());
            unknown.removeAll(policy.keySet());
            unknown.removeAll(OTHERS);
            if (pattern.equals("/api/previews/*")) {
                // The handler's own word, beside the policy.
                unknown.remove("x-robots-tag");
            }
            assertThat(unknown).as("of " + path).isEmpty();
        }));
    }

    /** Of each behaviour: what is there, what is a redirect, and what is not there. */
    private Map<String, List<String>> addresses() throws Exception {
        String leaflet = leaflet();
        JsonNode post = newsroom.published("""
                {"type": "speech", "state": "published", "editions": {"en": {"title": "With headers"}},
                 "attachments": [{"media": "%s", "titles": {"en": "Leaflet"}}]}""".formatted(leaflet));
        String page = newsroom.path(post, "en");
        String media =
                newsroom.page(page).selectFirst("a[type=application/pdf]").attr("href");
        String assets = newsroom.page(page).selectFirst("link[rel=stylesheet]").attr("href");
        String script = newsroom.page("/desk/").selectFirst("script[src]").absUrl("src");
        String preview = newsroom.post("/api/posts/" + post.get("id").asText() + "/previews", "{}")
                .is(201)
                .json()
                .get("url")
                .asText();
        String previewed =
                newsroom.page(preview).selectFirst("a[type=application/pdf]").attr("href");
        assertThat(media).startsWith("/media/");
        assertThat(assets).startsWith("/assets/");
        assertThat(previewed).startsWith("/api/previews/");

        var addresses = new LinkedHashMap<String, List<String>>();
        addresses.put(
                OTHERWISE,
                List.of(
                        page,
                        page.replaceAll("/$", ""),
                        "/feeds/news.rss",
                        "/feeds/nothing.rss",
                        "/favicon.ico",
                        "/robots.txt",
                        "/sitemap.xml",
                        "/.well-known/security.txt",
                        assets,
                        "/assets/never-was.css",
                        media,
                        "/media/never-was/480.jpg",
                        "/desk",
                        "/there/is/nothing/"));
        addresses.put("/desk/*", List.of("/desk/", "/desk/config.json", script, "/desk/never-was.js"));
        addresses.put("/api/previews/*", List.of(preview, previewed, preview.replaceFirst("token=.", "token=")));
        addresses.put("/api/*", List.of("/api/health", "/api/posts", "/api/nothing"));
        addresses.put(
                "/subscriptions*",
                List.of("/subscriptions/confirm?token=none", "/subscriptions", "/subscriptions/nothing"));
        return addresses;
    }

    private String leaflet() throws Exception {
        byte[] pdf = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        JsonNode media = newsroom.post(
                        "/api/media",
                        "{\"filename\": \"leaflet.pdf\", \"contentType\": \"application/pdf\", \"size\": " + pdf.length
                                + "}")
                .is(201)
                .json();
        HttpRequest.Builder put = newsroom.to(media.at("/upload/url").asText())
                .header("Content-Type", "application/pdf")
                .header("If-None-Match", "*")
                .PUT(BodyPublishers.ofByteArray(pdf));
        assertThat(Newsroom.raw(put).statusCode()).isEqualTo(200);
        String id = media.get("id").asText();
        Eventually.see(
                "the leaflet",
                () -> newsroom.ask("/api/media/" + id).is(200).json(),
                now -> now.path("state").asText().equals("ready"));
        return id;
    }

    /** Which policy a behaviour has; read from the template by its words, and not as the local stack reads it. */
    private static Map<String, String> behaviours(String template) {
        var behaviours = new LinkedHashMap<String, String>();
        Matcher found = Pattern.compile(
                        "(?s)(DefaultCacheBehavior:|PathPattern: (\\S+))\n.*?ResponseHeadersPolicyId: !Ref (\\w+)")
                .matcher(template);
        while (found.find()) {
            behaviours.put(found.group(2) == null ? OTHERWISE : found.group(2), found.group(3));
        }
        assertThat(behaviours).hasSize(template.split("TargetOriginId:", -1).length - 1);
        return behaviours;
    }

    private Map<String, Map<String, String>> policies(String template) {
        var policies = new LinkedHashMap<String, Map<String, String>>();
        Matcher found = Pattern.compile("(?s)  (\\w+):\n    Type: AWS::CloudFront::ResponseHeadersPolicy\n(.*?)\n\n")
                .matcher(template);
        while (found.find()) {
            policies.put(found.group(1), policy(found.group(1), found.group(2)));
        }
        return policies;
    }

    private Map<String, String> policy(String name, String template) {
        var headers = new TreeMap<String, String>();
        WORDS.forEach((header, words) -> {
            Matcher found = Pattern.compile(words).matcher(template);
            if (found.find()) {
                headers.put(header, value(header, found.group(1)));
            }
        });
        assertThat(headers).as("headers of " + name).hasSize(template.split("Override: true", -1).length - 1);
        return headers;
    }

    /** Who signs editors in, and where uploads go, is on this machine here. */
    private String value(String header, String said) {
        String storage = stack.local.endpoints().s3().toString();
        return switch (header) {
            case "strict-transport-security" -> "max-age=" + said;
            case "x-content-type-options" -> "nosniff";
            default ->
                said.replace("${SignInOrigins}", newsroom.site().toString().replaceFirst("/$", "") + " ")
                        .replace("${UploadOrigins}", storage + " " + storage);
        };
    }
}
