package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.Pause;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Books;
import press.communique.store.mailing.EmergencyStop;

/** A reader who wants no mail for a while gets none, and is a reader all the same. */
class PauseTest extends MailFlow {

    @Test
    void whoPausesIsNotMailedUntilThePauseIsOver() {
        newsroom.subscribe(3);
        pause(newsroom.everybody().get(0), new Pause(Optional.empty()));
        pause(
                newsroom.everybody().get(1),
                new Pause(Optional.of(newsroom.clock.instant().plus(Duration.ofDays(2)))));
        assertThat(mailed("In the pause")).isEqualTo(new Books(1, 1, 0, 0, 0, 0));

        newsroom.clock.pass(Duration.ofDays(2));
        assertThat(mailed("After the second one's")).isEqualTo(new Books(2, 2, 0, 0, 0, 0));

        newsroom.readers.choose(
                newsroom.everybody().get(0),
                newsroom.everybody().get(0).preferences().pausing(Optional.empty()),
                newsroom.clock.instant());
        assertThat(mailed("After both")).isEqualTo(new Books(3, 3, 0, 0, 0, 0));
    }

    @Test
    void whoPausesAfterTheBatchWasFrozenIsTakenOutAtTheClaim() {
        newsroom.subscribe(3);
        String post = newsroom.publish("Agreement");
        announce(post);
        var stop = new EmergencyStop(newsroom.dynamo, newsroom.tables.audience());
        stop.pull("editor", newsroom.clock.instant());
        deliverAll();
        assertThat(progress(post).books()).as("frozen").isEqualTo(new Books(3, 0, 0, 0, 0, 3));
        pause(newsroom.everybody().get(0), new Pause(Optional.empty()));
        stop.release(newsroom.clock.instant());
        afterHours();
        assertThat(progress(post).books()).isEqualTo(new Books(3, 2, 0, 1, 0, 0));
    }

    private Books mailed(String title) {
        String post = newsroom.publish(title);
        announce(post);
        deliverAll();
        return progress(post).books();
    }

    private void pause(Reader reader, Pause pause) {
        assertThat(newsroom.readers.choose(
                        reader, reader.preferences().pausing(Optional.of(pause)), newsroom.clock.instant()))
                .isTrue();
    }
}
