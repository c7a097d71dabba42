package press.communique.api.link;

import static org.assertj.core.api.Assertions.assertThat;
import static press.communique.api.link.LinkVerdict.Kind.BROKEN;
import static press.communique.api.link.LinkVerdict.Kind.REFUSED;
import static press.communique.api.link.LinkVerdict.Kind.UNANSWERED;
import static press.communique.api.link.LinkVerdict.Kind.UNASKED;
import static press.communique.api.link.LinkVerdict.Kind.WORKS;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small web on this machine, in which names stand for addresses as the test likes. */
class LinkChecksTest {

    private final Web web = new Web();
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final List<String> resolved = Collections.synchronizedList(new ArrayList<>());
    /** Loopback stands for the public Internet here, so what is not may still be told. */
    private final LinkPolicy policy = new LinkPolicy(
            this::resolve,
            address -> address.isLoopbackAddress() || PublicNetwork.has(address),
            Set.of(80, 443, web.port()));

    @AfterEach
    void close() {
        web.close();
    }

    @ParameterizedTest
    @CsvSource({"200", "204", "206", "304", "399"})
    void what_answers_works(int status) {
        web.answer("/page?a=b%20c", "HTTP/1.1 " + status + " Fine\r\nContent-Length: 0\r\n\r\n");
        assertThat(check(web.url("news.example", "/page?a=b%20c"))).isEqualTo(LinkVerdict.WORKS);
        assertThat(web.asked())
                .singleElement()
                .asString()
                .contains("GET /page?a=b%20c HTTP/1.1\r\n", "\r\nHost: news.example:" + web.port() + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "400, BROKEN",
        "404, BROKEN",
        "410, BROKEN",
        "500, BROKEN",
        "503, BROKEN",
        "401, CLOSED",
        "403, CLOSED",
        "429, CLOSED"
    })
    void what_answers_with_an_error_is_broken_unless_it_only_keeps_programs_out(int status, LinkVerdict.Kind kind) {
        web.answer("/", "HTTP/1.1 " + status + " No\r\n\r\n");
        LinkVerdict verdict = check(web.url("news.example", ""));
        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.status()).isEqualTo(status);
        assertThat(verdict.detail()).contains(String.valueOf(status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "220 mail.example.org ESMTP\r\n\r\n",
                "HTTP/1.1 200",
                "HTTP/2 200\r\n\r\n",
                "HTTP/1.1 999 Odd\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: "
            })
    void what_is_no_answer_of_the_web_is_none(String bytes) {
        web.answer("/", bytes);
        assertThat(check(web.url("news.example", "/")).kind()).isEqualTo(UNANSWERED);
    }

    @Test
    void hints_before_the_answer_are_not_the_answer() {
        web.answer("/", "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n");
        assertThat(check(web.url("news.example", "/")).kind()).isEqualTo(BROKEN);
    }

    @Test
    void redirects_are_followed_also_relative_ones() {
        web.answer("/one", moved(301, web.url("other.example", "/two")));
        web.answer("/two", moved(307, "/three?x"));
        web.answer("/three?x", moved(302, "four"));
        web.answer("/four", "HTTP/1.1 200 OK\r\n\r\n");
        assertThat(check(web.url("news.example", "/one"))).isEqualTo(LinkVerdict.WORKS);
        assertThat(resolved).containsExactly("news.example", "other.example", "other.example", "other.example");
    }

    @Test
    void redirects_end_somewhere() {
        web.answer("/round", moved(302, "/round"));
        assertThat(check(web.url("news.example", "/round")).kind()).isEqualTo(BROKEN);
        assertThat(web.asked()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://inside.example/",
                "https://inside.example/",
                "http://mixed.example/",
                "http://10.0.0.7/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/",
                "http://[fd00:ec2::254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://2852039166/",
                "http://169.254.43518/",
                "http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/",
                "http://news.example@10.0.0.7/",
                "http://news.example:22/",
                "http://news.example:8080/",
                "//10.0.0.7/",
                "ftp://news.example/",
                "file:///etc/passwd",
                "gopher://news.example/",
                "jar:http://news.example!/",
                "http:///",
                "http:news.example"
            })
    void nobody_is_asked_for_what_is_not_public_directly_or_by_a_redirect(String inside) {
        names.put("inside.example", List.of("192.168.1.1"));
        names.put("mixed.example", List.of("127.0.0.1", "10.0.0.1"));
        if (!inside.startsWith("//")) {
            assertThat(check(inside).kind()).isEqualTo(REFUSED);
        }
        assertThat(web.asked()).isEmpty();
        web.answer("/redirect", moved(302, inside));
        LinkVerdict redirected = check(web.url("news.example", "/redirect"));
        assertThat(redirected.kind()).isIn(REFUSED, BROKEN);
        assertThat(redirected.detail()).startsWith("It is redirected");
        assertThat(web.asked()).hasSize(1);
    }

    /** The name is resolved once for each request, and what was found is what is connected to. */
    @Test
    void a_name_that_changes_its_mind_is_not_asked_again() {
        var looked = new AtomicInteger();
        Resolver rebinding =
                host -> List.of(InetAddress.getByName(looked.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254"));
        web.answer("/", "HTTP/1.1 200 OK\r\n\r\n");
        var checks = new LinkChecks(new LinkPolicy(rebinding, policy.isPublic(), policy.ports()));
        URI link = URI.create(web.url("rebinding.example", "/"));
        assertThat(checks.check(List.of(link)).get(link)).isEqualTo(LinkVerdict.WORKS);
        assertThat(looked).hasValue(1);
        assertThat(checks.check(List.of(link)).get(link).kind()).isEqualTo(REFUSED);
        assertThat(web.asked()).hasSize(1);
    }

    @Test
    void as_it_is_built_in_nothing_on_this_machine_is_asked() {
        web.answer("/", "HTTP/1.1 200 OK\r\n\r\n");
        var strict = new LinkChecks(
                new LinkPolicy(LinkPolicy.STRICT.resolver(), LinkPolicy.STRICT.isPublic(), policy.ports()));
        for (String host : List.of("localhost", "127.0.0.1", "127.1", "[::1]", "0.0.0.0", "2130706433", "[::]")) {
            URI link = URI.create(web.url(host, "/"));
            assertThat(strict.check(List.of(link)).get(link).kind()).as(host).isEqualTo(REFUSED);
        }
        URI link = URI.create(web.url("localhost", "/"));
        assertThat(new LinkChecks(LinkPolicy.STRICT)
                        .check(List.of(link))
                        .get(link)
                        .detail())
                .contains("port " + web.port());
        assertThat(web.asked()).isEmpty();
    }

    @Test
    void an_unknown_host_and_a_silent_or_endless_one_are_told_in_time() {
        web.answer("/silent", Web.SILENCE);
        web.answer("/endless", Web.ENDLESS);
        web.answer("/fine", "HTTP/1.1 200 OK\r\n\r\n");
        List<URI> links = List.of(
                URI.create("https://nowhere.invalid/"),
                URI.create(web.url("news.example", "/silent")),
                URI.create(web.url("news.example", "/endless")),
                URI.create(web.url("news.example", "/fine")));
        long from = System.nanoTime();
        Map<URI, LinkVerdict> verdicts = new LinkChecks(policy).check(links);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(8));
        assertThat(verdicts.values())
                .extracting(LinkVerdict::kind)
                .containsExactly(UNANSWERED, UNANSWERED, UNANSWERED, WORKS);
        assertThat(verdicts.get(links.get(0)).detail()).contains("no such host");
        assertThat(verdicts.get(links.get(1)).detail()).contains("in time");
    }

    @Test
    void of_too_many_links_the_first_are_asked() {
        IntStream.range(0, 70).forEach(i -> web.answer("/" + i, "HTTP/1.1 200 OK\r\n\r\n"));
        List<URI> links = IntStream.range(0, 70)
                .mapToObj(i -> URI.create(web.url("news.example", "/" + i)))
                .toList();
        Map<URI, LinkVerdict> verdicts = new LinkChecks(policy).check(links);
        assertThat(verdicts.keySet()).containsExactlyElementsOf(links);
        assertThat(verdicts.values().stream().filter(verdict -> verdict.kind() == UNASKED))
                .hasSize(10);
        assertThat(web.asked()).hasSize(60);
    }

    private LinkVerdict check(String link) {
        URI url = URI.create(link);
        return new LinkChecks(policy).check(List.of(url)).get(url);
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        resolved.add(host);
        if (host.endsWith(".invalid")) {
            throw new UnknownHostException(host);
        }
        var addresses = new ArrayList<InetAddress>();
        for (String address : names.getOrDefault(host, List.of(host.endsWith(".example") ? "127.0.0.1" : host))) {
            addresses.add(InetAddress.getByName(address));
        }
        return addresses;
    }

    private static String moved(int status, String location) {
        return "HTTP/1.1 " + status + " Moved\r\nServer: x\r\nlocation:  " + location
                + " \r\nContent-Length: 0\r\n\r\n";
    }
}
