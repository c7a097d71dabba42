package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Books;
import press.communique.store.audience.Erasures;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.ReaderMails;
import press.communique.store.mailing.ReaderMails.ReaderMail;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A reader goes, and what was sent is accounted for all the same. */
class ErasureTest extends MailFlow {

    private final Erasures erasures = new Erasures(newsroom.dynamo, newsroom.tables.audience());
    private final ReaderMails mails = new ReaderMails(newsroom.dynamo, newsroom.tables.audience());

    @Test
    void whoIsErasedAfterTheBatchWasFrozenIsExcludedAndTheBooksBalance() {
        newsroom.subscribe(3);
        String post = newsroom.publish("Agreement");
        announce(post);
        var stop = new EmergencyStop(newsroom.dynamo, newsroom.tables.audience());
        stop.pull("editor", newsroom.clock.instant());
        deliverAll();
        Reader gone = newsroom.everybody().get(0);
        assertThat(erasures.erase(gone.id(), gone.epoch(), newsroom.clock.instant()))
                .isTrue();
        stop.release(newsroom.clock.instant());
        afterHours();
        assertThat(progress(post).books()).isEqualTo(new Books(3, 2, 0, 1, 0, 0));
        assertThat(progress(post).done()).isTrue();
        assertThat(newsroom.everybody()).hasSize(2);
    }

    @Test
    void nothingLeadsFromTheAddressToWhatWasSentButTheConsentStays() {
        newsroom.subscribe("jane@example.org");
        Reader jane = newsroom.everybody().get(0);
        String post = newsroom.publish("Agreement");
        announce(post);
        deliverAll();
        assertThat(erasures.erase(jane.id(), jane.epoch() + 1, newsroom.clock.instant()))
                .as("by a link of another epoch")
                .isFalse();
        for (int time = 0; time < 2; time++) {
            assertThat(erasures.erase(jane.id(), jane.epoch(), newsroom.clock.instant()))
                    .as("twice is fine")
                    .isTrue();
        }
        var left = newsroom.dynamo
                .scan(scan -> scan.tableName(newsroom.tables.audience()))
                .items();
        String hash = newsroom.seal.key(EmailAddress.parse("jane@example.org").orElseThrow());
        assertThat(left).filteredOn(item -> item.toString().contains(hash)).allSatisfy(item -> {
            assertThat(item.toString()).doesNotContain(jane.id());
            assertThat(item.values()).noneMatch(value -> value.b() != null);
        });
        assertThat(left)
                .filteredOn(item -> item.get("sk").s().startsWith("CONSENT#"))
                .singleElement()
                .satisfies(consent -> assertThat(consent)
                        .containsKeys("confirmedAt", "erasedAt")
                        .containsEntry("pk", AttributeValue.fromS("ADDRESS#" + hash)));
        assertThat(progress(post).books()).isEqualTo(new Books(1, 1, 0, 0, 0, 0));

        newsroom.subscribe("jane@example.org");
        assertThat(newsroom.everybody()).hasSize(1).extracting(Reader::id).doesNotContain(jane.id());
    }

    @Test
    void whatAReaderWasMailedIsFoundAsLongAsItIsKept() {
        newsroom.subscribe(70);
        Reader reader = newsroom.everybody().get(33);
        String first = newsroom.publish("First");
        announce(first);
        deliverAll();
        newsroom.clock.pass(Duration.ofDays(40));
        String second = newsroom.publish("Second");
        announce(second);
        deliverAll();
        assertThat(mailed(reader)).extracting(mail -> mail.mailing().postId()).containsExactly(first, second);
        assertThat(mailed(reader)).allSatisfy(mail -> {
            assertThat(mail.outcome()).isEqualTo("accepted");
            assertThat(mail.language()).isEqualTo("en");
            assertThat(mail.at()).isPresent();
        });
        newsroom.clock.pass(Duration.ofDays(51));
        assertThat(mailed(reader)).extracting(mail -> mail.mailing().postId()).containsExactly(second);
    }

    private List<ReaderMail> mailed(Reader reader) {
        return mails.of(reader.id(), newsroom.clock.instant());
    }
}
