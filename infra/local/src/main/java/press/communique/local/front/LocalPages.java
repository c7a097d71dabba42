package press.communique.local.front;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import press.communique.local.mail.Outbox;

/** What lies under {@code /_local/}: the inbox, the API as a page, the CDN's invalidations, the keys of the tokens. */
public final class LocalPages {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CSP =
            "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'self'";

    private final Outbox outbox;
    private final CloudFrontEndpoint cloudFront;
    private final JWKSet keys;
    private final InboxPages inbox;
    private final ApiPages api = new ApiPages();
    private final byte[] style;
    private final Supplier<String> check;

    /** @param check compares the site with a fresh rebuild and answers in JSON */
    public LocalPages(Outbox outbox, CloudFrontEndpoint cloudFront, JWKSet keys, Supplier<String> check) {
        this.check = check;
        this.outbox = outbox;
        this.cloudFront = cloudFront;
        this.keys = keys;
        this.inbox = new InboxPages(outbox);
        this.style = resource("local.css");
    }

    private static byte[] resource(String name) {
        try (InputStream in = LocalPages.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer answer(Request request) {
        String path = request.getHttpURI().getPath();
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            return Answer.of(405, "text/plain; charset=utf-8", "Only GET and HEAD here.\n")
                    .with("Allow", "GET, HEAD");
        }
        return page(request, path)
                .with("Cache-Control", "no-store")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer");
    }

    private Answer page(Request request, String path) {
        switch (path) {
            case "/_local", "/_local/" -> {
                return html(inbox.whatIsWhere());
            }
            case "/_local/local.css" -> {
                return Answer.of(200, "text/css; charset=utf-8", style);
            }
            case "/_local/api", "/_local/api/" -> {
                return html(api.page());
            }
            case "/_local/openapi.yaml" -> {
                return Answer.of(200, "application/yaml", resource("/openapi.yaml"));
            }
            case "/_local/invalidations" -> {
                return json(invalidations());
            }
            case "/_local/check" -> {
                return Answer.of(200, "application/json", check.get());
            }
            case "/_local/jwks.json" -> {
                return Answer.of(200, "application/json", keys.toString(true));
            }
            case "/_local/mail", "/_local/mail/" -> {
                return prefersHtml(request) ? html(inbox.list()) : json(mail());
            }
            default -> {}
        }
        if (path.startsWith("/_local/mail/")) {
            return message(path.substring("/_local/mail/".length()));
        }
        return Answer.of(404, "text/plain; charset=utf-8", "There is no such page; see /_local/.\n");
    }

    private Answer message(String name) {
        boolean raw = name.endsWith(".eml");
        boolean body = name.endsWith(".html");
        String id = raw ? name.substring(0, name.length() - 4) : body ? name.substring(0, name.length() - 5) : name;
        return outbox.eml(id)
                .map(eml -> {
                    if (raw) {
                        return Answer.of(200, "message/rfc822", eml);
                    }
                    return body
                            ? Answer.of(200, "text/html; charset=utf-8", inbox.htmlBody(eml))
                                    .with("Content-Security-Policy", InboxPages.BODY_CSP)
                            : html(inbox.message(id, eml));
                })
                .orElseGet(() -> Answer.of(404, "text/plain; charset=utf-8", "There is no such message.\n"));
    }

    private static Answer html(String page) {
        return Answer.of(200, "text/html; charset=utf-8", page).with("Content-Security-Policy", CSP);
    }

    private static Answer json(ArrayNode list) {
        return Answer.of(200, "application/json", list.toString());
    }

    /** A browser names text/html; whatever else gets JSON. */
    private static boolean prefersHtml(Request request) {
        for (String type : request.getHeaders().getQualityCSV(HttpHeader.ACCEPT)) {
            if (type.startsWith("application/json")) {
                return false;
            }
            if (type.startsWith("text/html")) {
                return true;
            }
        }
        return false;
    }

    private ArrayNode mail() {
        ArrayNode list = JSON.createArrayNode();
        for (Outbox.Entry entry : outbox.newestFirst()) {
            ObjectNode node = list.addObject();
            node.put("id", entry.id()).put("from", entry.from());
            entry.to().forEach(node.putArray("to")::add);
            node.put("subject", entry.subject())
                    .put("at", entry.at().toString())
                    .put("raw", "/_local/mail/" + entry.id() + ".eml");
        }
        return list;
    }

    private ArrayNode invalidations() {
        ArrayNode list = JSON.createArrayNode();
        for (CloudFrontEndpoint.Invalidation invalidation : cloudFront.invalidations()) {
            ObjectNode node = list.addObject();
            node.put("id", invalidation.id()).put("distribution", invalidation.distribution());
            invalidation.paths().forEach(node.putArray("paths")::add);
            node.put("callerReference", invalidation.callerReference())
                    .put("at", invalidation.at().toString());
        }
        return list;
    }
}
