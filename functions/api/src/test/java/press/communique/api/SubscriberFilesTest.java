package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Reader;
import press.communique.core.audience.Suppression;
import press.communique.store.audience.Erasures;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.audience.Readers;
import press.communique.store.audience.Suppressions;
import press.communique.store.testing.LocalTables;

/** Subscribers come in as a file and go out as one, and nobody comes back who has left. */
class SubscriberFilesTest {

    private static final String SECRET = "not-a-real-secret-but-as-long-as-one";
    private static final String HEAD = "email,state,languages,interests,timeZone,hour,weekday,consentedAt,source\r\n";

    private final LocalTables tables = new LocalTables();
    private final Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> now);
    private final Http admin = new Http(api, "root", "[admin]");
    private final AddressSeal seal = new AddressSeal(SECRET);
    private final Suppressions suppressions = new Suppressions(tables.client(), tables.audience(), seal);

    private final Readers readers = new Readers(tables.client(), tables.audience(), seal);

    @Test
    void what_goes_out_comes_in_again() {
        String line = "ada@example.org,active,en,press-release+speech:*:daily *:*:weekly,Europe/Brussels,7,5,"
                + "2024-05-31T10:00:00Z,\"Old list, \"\"A\"\"\"\r\n";
        JsonNode report = bring(HEAD + line);
        assertThat(report.toString())
                .isEqualTo("{\"lines\":1,\"added\":1,\"known\":0,\"suppressed\":0,\"lifted\":0,\"refused\":[]}");
        assertThat(export()).isEqualTo(HEAD + line);
        assertThat(bring(HEAD + line).path("known").asInt())
                .as("the same file again")
                .isEqualTo(1);
        assertThat(export()).isEqualTo(HEAD + line);
        assertThat(LongStream.of(new ReaderCounts(tables.client(), tables.audience()).byPartition())
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void a_spreadsheets_own_way_of_writing_is_read() {
        bring("\ufeffemail;consentedAt\n ada@example.org ;2024-05-31\n\n\"ben@example.org\";2024-05-31");
        assertThat(export())
                .contains("ada@example.org,active,en,*:*:immediate,,,,2024-05-31T00:00:00Z,\r\n", "ben@example.org");
    }

    @Test
    void a_cell_is_no_formula() {
        bring("email,consentedAt,source\r\n=1+1@example.org,2024-05-31,=cmd|' /C calc'!A0\r\n");
        String file = export();
        assertThat(file).contains("\r\n'=1+1@example.org,", ",'=cmd|' /C calc'!A0\r\n");
        assertThat(bring(file).path("known").asInt()).isEqualTo(1);
    }

    @Test
    void each_line_that_was_not_taken_is_told_with_its_reason() {
        suppress("never@example.org");
        bring("email,consentedAt\r\nleft@example.org,2024-05-31\r\n");
        leave();
        JsonNode report = bring("email,consentedAt,languages,state\r\n"
                + "ada@example.org,2024-05-31,,\r\n"
                + "not an address,2024-05-31,,\r\n"
                + "ben@example.org,,,\r\n"
                + "eve@example.org,2030-01-01,,\r\n"
                + "zoe@example.org,2024-05-31,xx,\r\n"
                + "never@example.org,2024-05-31,,active\r\n"
                + "left@example.org,2024-05-31,,active\r\n"
                + "bad@example.org,,,suppressed\r\n");
        assertThat(report.path("added").asInt()).isEqualTo(1);
        assertThat(report.path("suppressed").asInt()).isEqualTo(1);
        assertThat(report.path("refused").findValuesAsText("line")).containsExactly("3", "4", "5", "6", "7", "8");
        assertThat(report.path("refused").findValuesAsText("code"))
                .containsExactly("invalid", "invalid", "invalid", "invalid", "suppressed", "left");
        assertThat(report.toString())
                .as("no address in what is kept for repetitions")
                .doesNotContain("ben@", "never@", "left@", "not an address");
        assertThat(suppressions.find(EmailAddress.parse("bad@example.org").orElseThrow()))
                .map(Suppression::reason)
                .contains(Suppression.Reason.IMPORT);
    }

    @Test
    void who_was_erased_does_not_come_back() {
        String file = "email,consentedAt\r\ngone@example.org,2024-05-31\r\n";
        bring(file);
        everybody().forEach(reader -> new Erasures(tables.client(), tables.audience())
                .erase(reader.id(), reader.epoch(), now));
        assertThat(bring(file).path("refused").findValuesAsText("code")).containsExactly("left");
        assertThat(export()).isEqualTo(HEAD);
    }

    @Test
    void who_is_never_to_be_written_to_goes_out_as_a_key_that_works_here() {
        suppress("never@example.org");
        String file = export();
        assertThat(file)
                .contains("key:"
                        + seal.key(EmailAddress.parse("never@example.org").orElseThrow()) + ",suppressed");
        suppressions.lift(seal.key(EmailAddress.parse("never@example.org").orElseThrow()));
        bring(file);
        assertThat(suppressions.find(EmailAddress.parse("never@example.org").orElseThrow()))
                .isPresent();
    }

    @Test
    void an_address_is_taken_off_the_list_by_a_line_and_nobody_is_subscribed_by_it() {
        bring("email,consentedAt\r\nada@example.org,2024-05-31\r\n");
        suppress("ada@example.org");
        suppress("ben@example.org");
        String key = "key:" + seal.key(EmailAddress.parse("ben@example.org").orElseThrow());
        String file = "email,consentedAt,state\r\nada@example.org,,lifted\r\n" + key + ",,lifted\r\n"
                + "eve@example.org,,lifted\r\nnot an address,,lifted\r\n";
        JsonNode report = bring(file);
        assertThat(report.path("lifted").asInt()).as("two of them were on it").isEqualTo(2);
        assertThat(report.path("suppressed").asInt()).isZero();
        assertThat(report.path("refused").findValuesAsText("line")).containsExactly("5");
        assertThat(bring(file).path("lifted").asInt()).isZero();
        assertThat(export()).as("neither on the list nor subscribed").isEqualTo(HEAD);
        assertThat(bring("email,consentedAt\r\nada@example.org,2024-05-31\r\n")
                        .path("refused")
                        .findValuesAsText("code"))
                .as("who has left comes back by subscribing only")
                .containsExactly("left");
    }

    @Test
    void a_file_that_is_too_long_or_has_no_head_changes_nothing() {
        Http.Answer tooLong = send(IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> "r" + i + "@example.org,2024-05-31")
                .collect(Collectors.joining("\r\n", "email,consentedAt\r\n", "\r\n")));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.json().path("code").asText()).isEqualTo("too-many-lines");
        assertThat(send("ada@example.org,2024-05-31\r\n").json().path("code").asText())
                .isEqualTo("bad-head");
        assertThat(send("").json().path("code").asText()).isEqualTo("bad-head");
        assertThat(export()).isEqualTo(HEAD);
    }

    @Test
    void pages_one_after_the_other_are_one_file() {
        var addresses = new ArrayList<String>();
        for (int part = 0; part < 2; part++) {
            int from = part * 800;
            List<String> lines = IntStream.range(from, from + 800)
                    .mapToObj(i -> "r" + i + "@example.org")
                    .toList();
            addresses.addAll(lines);
            bring(lines.stream()
                    .map(each -> each + ",2024-05-31")
                    .collect(Collectors.joining("\r\n", "email,consentedAt\r\n", "\r\n")));
        }
        List<String> exported =
                export().lines().skip(1).map(line -> line.split(",")[0]).toList();
        assertThat(exported).hasSize(1_600).containsExactlyInAnyOrderElementsOf(addresses);
    }

    private void suppress(String address) {
        suppressions.suppress(seal.key(EmailAddress.parse(address).orElseThrow()), Suppression.Reason.NEVER, now);
    }

    private void leave() {
        everybody().forEach(reader -> readers.unsubscribe(reader.id(), reader.epoch(), now));
    }

    private List<Reader> everybody() {
        return IntStream.range(0, 64)
                .mapToObj(partition -> readers.page(partition, "", 10))
                .flatMap(List::stream)
                .toList();
    }

    private JsonNode bring(String csv) {
        Http.Answer answer = send(csv);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private Http.Answer send(String csv) {
        return admin.send("POST", "/api/subscribers/import", csv, "content-type", "text/csv");
    }

    private String export() {
        var file = new StringBuilder();
        String next = "/api/subscribers/export";
        while (next != null) {
            Http.Answer page = admin.send("GET", next, null);
            assertThat(page.status()).as(page.body()).isEqualTo(200);
            file.append(page.body());
            String link = page.headers().get("Link");
            next = link == null ? null : link.replaceAll("<(.*)>.*", "$1");
        }
        return file.toString();
    }
}
