package press.communique.local.front;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import press.communique.local.lambda.LambdaFunction;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The CDN's way with the site: addresses that end in a slash are {@code index.html} files, one without slash and dot is
 * led to the one with it, a file that says where its post is now leads there, and whatever is not a file goes to the
 * fallback function. Nothing is cached, so that a developer sees at once what was published.
 */
final class Cdn {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern GZIP =
            Pattern.compile("(^|[,\\s])(gzip|\\*)(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("\"[^\"]*\"");
    private static final Pattern SLASHES = Pattern.compile("^[/\\\\]+");
    private static final Pattern COMPRESSIBLE = Pattern.compile(
            "(text/.*|application/(javascript|json|xml|rss\\+xml|atom\\+xml|feed\\+json|xhtml\\+xml|manifest\\+json)|image/svg\\+xml)",
            Pattern.CASE_INSENSITIVE);
    /** CloudFront compresses nothing smaller and nothing larger. */
    private static final int LEAST_COMPRESSED = 1_000;

    private static final int MOST_COMPRESSED = 10_000_000;

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final S3Client s3;
    private final String bucket;
    private final LambdaFunction fallback;

    /** {@code fallback} may be null: then what is not a file is a plain 404. */
    Cdn(S3Client s3, String bucket, LambdaFunction fallback) {
        this.s3 = s3;
        this.bucket = bucket;
        this.fallback = fallback;
    }

    Answer answer(Request request) throws IOException, InterruptedException {
        String method = request.getMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.of(405, "text/plain; charset=utf-8", "Only GET and HEAD here.\n")
                    .with("Allow", "GET, HEAD");
        }
        String path = SLASHES.matcher(request.getHttpURI().getPath()).replaceFirst("/");
        if (path.endsWith("/")) {
            path += "index.html";
        } else if (!path.substring(path.lastIndexOf('/')).contains(".")) {
            return Answer.redirect(301, path + "/");
        }
        String range = request.getHeaders().contains(HttpHeader.IF_RANGE)
                ? null
                : request.getHeaders().get(HttpHeader.RANGE);
        GetObjectRequest.Builder wanted =
                GetObjectRequest.builder().bucket(bucket).key(RouteTable.decoded(path.substring(1)));
        if (range != null && range.startsWith("bytes=") && !range.contains(",")) {
            wanted.range(range);
        }
        try {
            return file(request, s3.getObjectAsBytes(wanted.build()));
        } catch (S3Exception e) {
            return switch (e.statusCode()) {
                case 403, 404 -> fallback(request, path);
                case 416 -> Answer.of(416, "text/plain; charset=utf-8", "The file is shorter than that.\n");
                default ->
                    Answer.of(e.statusCode(), "text/plain; charset=utf-8", "The bucket said " + e.statusCode() + ".\n");
            };
        }
    }

    private Answer fallback(Request request, String path) throws IOException, InterruptedException {
        if (fallback == null) {
            return Answer.of(404, "text/plain; charset=utf-8", "Not found.\n");
        }
        byte[] event = JSON.writeValueAsBytes(HttpEvent.functionUrl(request, path));
        return FunctionReply.answer(fallback.invoke(event));
    }

    private static Answer file(Request request, ResponseBytes<GetObjectResponse> object) throws IOException {
        GetObjectResponse about = object.response();
        byte[] body = object.asByteArrayUnsafe();
        boolean partial = about.contentRange() != null;
        String type = about.contentType() == null ? "application/octet-stream" : about.contentType();
        boolean compressible =
                COMPRESSIBLE.matcher(type.replaceFirst("\\s*;.*", "")).matches() && about.contentEncoding() == null;
        boolean compressed = !partial
                && compressible
                && body.length >= LEAST_COMPRESSED
                && body.length <= MOST_COMPRESSED
                && acceptsGzip(request);
        String tag = compressed ? "W/" + about.eTag() : about.eTag();

        List<Map.Entry<String, String>> headers = new ArrayList<>();
        add(headers, "ETag", tag);
        add(headers, "Last-Modified", HTTP_DATE.format(about.lastModified()));
        add(headers, "Cache-Control", about.cacheControl());
        if (compressible) {
            add(headers, "Vary", "Accept-Encoding");
        }
        // As the function Redirects in infra/cdn.yaml does it.
        String location = about.metadata().get("location");
        if (location != null) {
            add(headers, "Location", location);
        } else if (notModified(request, about)) {
            return new Answer(304, headers, new byte[0]);
        }
        add(headers, "Content-Type", type);
        add(headers, "Content-Language", about.contentLanguage());
        add(headers, "Content-Disposition", about.contentDisposition());
        add(headers, "Content-Encoding", compressed ? "gzip" : about.contentEncoding());
        add(headers, "Content-Range", about.contentRange());
        add(headers, "Accept-Ranges", "bytes");
        about.metadata().forEach((name, value) -> add(headers, "x-amz-meta-" + name, value));
        int status = location != null ? 301 : partial ? 206 : 200;
        return new Answer(status, headers, compressed ? gzip(body) : body);
    }

    private static void add(List<Map.Entry<String, String>> headers, String name, String value) {
        if (value != null) {
            headers.add(Map.entry(name, value));
        }
    }

    private static boolean acceptsGzip(Request request) {
        String offered = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
        return offered != null && GZIP.matcher(offered).find();
    }

    /** RFC 9110, section 13.2.2: If-None-Match, weakly compared, goes before If-Modified-Since. */
    private static boolean notModified(Request request, GetObjectResponse about) {
        String tags = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
        if (tags != null) {
            return tags.strip().equals("*")
                    || TAG.matcher(tags).results().anyMatch(tag -> tag.group().equals(about.eTag()));
        }
        String since = request.getHeaders().get(HttpHeader.IF_MODIFIED_SINCE);
        if (since == null) {
            return false;
        }
        try {
            return !about.lastModified().truncatedTo(ChronoUnit.SECONDS).isAfter(HTTP_DATE.parse(since, Instant::from));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 3 + 64);
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        return bytes.toByteArray();
    }
}
