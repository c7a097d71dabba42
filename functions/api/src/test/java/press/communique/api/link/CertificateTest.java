package press.communique.api.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted link is asked for under its own name, and its certificate must be for that name. */
class CertificateTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path directory;

    private final AtomicReference<String> askedFor = new AtomicReference<>("");
    private HttpsServer server;
    private SSLContext trusting;

    @BeforeEach
    void start() throws Exception {
        KeyStore store = certificateFor("news.example");
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(trusting));
        server.createContext("/", exchange -> {
            var session = (ExtendedSSLSession) ((com.sun.net.httpserver.HttpsExchange) exchange).getSSLSession();
            askedFor.set(session.getRequestedServerNames().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_link_with_a_certificate_for_its_name_works() {
        assertThat(check("news.example", trusting)).isEqualTo(LinkVerdict.WORKS);
        assertThat(askedFor.get()).contains("news.example");
    }

    @Test
    void one_for_another_name_or_of_nobody_known_does_not() throws Exception {
        LinkVerdict other = check("other.example", trusting);
        LinkVerdict unknown = check("news.example", SSLContext.getDefault());
        for (LinkVerdict verdict : List.of(other, unknown)) {
            assertThat(verdict.kind()).isEqualTo(LinkVerdict.Kind.UNANSWERED);
            assertThat(verdict.detail()).isEqualTo("Its certificate is not in order.");
        }
        assertThat(askedFor.get()).isEmpty();
    }

    private LinkVerdict check(String host, SSLContext tls) {
        int port = server.getAddress().getPort();
        var policy = new LinkPolicy(
                name -> List.of(InetAddress.getLoopbackAddress()), InetAddress::isLoopbackAddress, Set.of(port));
        URI link = URI.create("https://" + host + ":" + port + "/");
        return new LinkChecks(policy, tls.getSocketFactory())
                .check(List.of(link))
                .get(link);
    }

    /** By the JDK's own tool, since its classes for this are not for everybody. */
    private KeyStore certificateFor(String host) throws Exception {
        Path file = directory.resolve("keys.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "web",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-validity",
                        "2",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-storetype",
                        "PKCS12")
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes());
        assertThat(tool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
