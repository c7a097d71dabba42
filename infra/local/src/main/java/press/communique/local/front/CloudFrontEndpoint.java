package press.communique.local.front;

import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import press.communique.local.engine.Engine;
import press.communique.local.engine.LoopbackServer;

/**
 * Accepts {@code CreateInvalidation} and remembers it. The local CDN caches nothing, so there is nothing to forget.
 *
 * @see <a href="https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html">CreateInvalidation</a>
 */
public final class CloudFrontEndpoint implements Engine {

    private static final Pattern PATH = Pattern.compile("/2020-05-31/distribution/([A-Za-z0-9]+)/invalidation");
    private static final int REMEMBERED = 1_000;

    private final LoopbackServer server;
    private final Deque<Invalidation> newestFirst = new ArrayDeque<>();

    /** An invalidation that was asked for; a path that begins with {@code #} is a cache tag. */
    public record Invalidation(
            String id, String distribution, List<String> paths, String callerReference, Instant at) {}

    public CloudFrontEndpoint() throws Exception {
        server = LoopbackServer.start("cloudfront", 0, 8, new Api());
    }

    @Override
    public URI endpoint() {
        return server.uri();
    }

    /** What was asked for, newest first. */
    public List<Invalidation> invalidations() {
        synchronized (newestFirst) {
            return new ArrayList<>(newestFirst);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Api extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Matcher path = PATH.matcher(Request.getPathInContext(request));
            if (!request.getMethod().equals("POST") || !path.matches()) {
                String error = "<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchResource</Code><Message>The local"
                        + " CloudFront knows CreateInvalidation only.</Message></Error></ErrorResponse>";
                write(response, callback, 404, error);
                return true;
            }
            Document xml;
            try (InputStream body = Content.Source.asInputStream(request)) {
                xml = parse(body);
            }
            List<String> paths = new ArrayList<>();
            NodeList nodes = xml.getElementsByTagNameNS("*", "Path");
            for (int i = 0; i < nodes.getLength(); i++) {
                paths.add(nodes.item(i).getTextContent());
            }
            String reference =
                    xml.getElementsByTagNameNS("*", "CallerReference").item(0).getTextContent();
            Invalidation invalidation = remember(path.group(1), paths, reference);
            response.getHeaders().put(HttpHeader.LOCATION, server.uri() + path.group() + "/" + invalidation.id());
            write(response, callback, 201, xml(invalidation));
            return true;
        }
    }

    private Invalidation remember(String distribution, List<String> paths, String reference) {
        synchronized (newestFirst) {
            for (Invalidation known : newestFirst) {
                if (known.callerReference().equals(reference) && known.paths().equals(paths)) {
                    return known; // The caller reference makes a repeated call the same call.
                }
            }
            String id = "I"
                    + UUID.randomUUID()
                            .toString()
                            .replace("-", "")
                            .substring(0, 13)
                            .toUpperCase(java.util.Locale.ROOT);
            Invalidation invalidation = new Invalidation(id, distribution, paths, reference, Instant.now());
            newestFirst.addFirst(invalidation);
            if (newestFirst.size() > REMEMBERED) {
                newestFirst.removeLast();
            }
            return invalidation;
        }
    }

    private static Document parse(InputStream body) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(body);
    }

    private static String xml(Invalidation invalidation) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>"
                + "<Invalidation xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Id>" + invalidation.id()
                + "</Id><Status>Completed</Status><CreateTime>" + invalidation.at()
                + "</CreateTime><InvalidationBatch><Paths><Quantity>"
                + invalidation.paths().size()
                + "</Quantity><Items>");
        invalidation
                .paths()
                .forEach(path -> xml.append("<Path>").append(Html.escape(path)).append("</Path>"));
        return xml.append("</Items></Paths><CallerReference>")
                .append(Html.escape(invalidation.callerReference()))
                .append("</CallerReference></InvalidationBatch></Invalidation>")
                .toString();
    }

    private static void write(Response response, Callback callback, int status, String xml) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/xml");
        response.write(true, ByteBuffer.wrap(xml.getBytes(StandardCharsets.UTF_8)), callback);
    }
}
