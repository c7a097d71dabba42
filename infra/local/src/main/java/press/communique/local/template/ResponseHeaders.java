package press.communique.local.template;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers that a CloudFront response headers policy adds.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-responseheaderspolicy-securityheadersconfig.html">SecurityHeadersConfig</a>
 */
final class ResponseHeaders {

    private ResponseHeaders() {}

    static Map<String, String> of(Map<String, Object> properties) {
        Map<String, Object> config = Nodes.map(properties, "ResponseHeadersPolicyConfig");
        Map<String, Object> security = Nodes.map(config, "SecurityHeadersConfig");
        Map<String, String> headers = new LinkedHashMap<>();
        put(headers, "Content-Security-Policy", security, "ContentSecurityPolicy", "ContentSecurityPolicy");
        put(headers, "Referrer-Policy", security, "ReferrerPolicy", "ReferrerPolicy");
        put(headers, "X-Frame-Options", security, "FrameOptions", "FrameOption");
        if (security.containsKey("ContentTypeOptions")) {
            headers.put("X-Content-Type-Options", "nosniff");
        }
        Map<String, Object> transport = Nodes.map(security, "StrictTransportSecurity");
        if (!transport.isEmpty()) {
            headers.put(
                    "Strict-Transport-Security",
                    "max-age=" + Nodes.number(transport, "AccessControlMaxAgeSec", 0)
                            + (Nodes.flag(transport, "IncludeSubdomains") ? "; includeSubDomains" : "")
                            + (Nodes.flag(transport, "Preload") ? "; preload" : ""));
        }
        for (Object item : Nodes.list(Nodes.map(config, "CustomHeadersConfig").get("Items"))) {
            Map<String, Object> header = Nodes.map(item);
            headers.put(Nodes.text(header, "Header", ""), Nodes.text(header, "Value", ""));
        }
        return headers;
    }

    private static void put(
            Map<String, String> headers, String header, Map<String, Object> security, String key, String value) {
        String text = Nodes.text(Nodes.map(security, key), value, null);
        if (text != null) {
            headers.put(header, text);
        }
    }
}
