package press.communique.local.front;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A whole answer, written at once. */
record Answer(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    private static final byte[] NOTHING = new byte[0];

    /** The gateway's own answer, such as {@code {"message":"Not Found"}}. */
    static Answer gateway(int status, String message) {
        String json =
                JsonNodeFactory.instance.objectNode().put("message", message).toString();
        return of(status, "application/json", json);
    }

    static Answer of(int status, String contentType, String text) {
        return of(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, List.of(Map.entry("Content-Type", contentType)), body);
    }

    static Answer redirect(int status, String location) {
        return new Answer(status, List.of(Map.entry("Location", location)), NOTHING);
    }

    Answer with(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new Answer(status, more, body);
    }

    /** A body that nobody read would make the server end the connection; then the client is told. */
    void write(Request request, Response response, Callback callback) {
        if (!request.consumeAvailable()) {
            response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
        }
        response.setStatus(status);
        headers.forEach(header -> response.getHeaders().add(header.getKey(), header.getValue()));
        boolean bodiless = status == 304 || status == 204;
        if (!bodiless) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        boolean silent = bodiless || HttpMethod.HEAD.is(request.getMethod());
        response.write(true, ByteBuffer.wrap(silent ? NOTHING : body), callback);
    }
}
