package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import press.communique.core.mail.Books;
import press.communique.core.mail.Pace;
import press.communique.mail.outbox.Mail;
import press.communique.store.mailing.SendingSlots;

/** What an editor does while a worker waits for its turn to send is obeyed by the batch whose turn comes. */
class MeanwhileTest extends MailFlow {

    /** Ten seconds of the rate are taken, so that the worker waits. */
    private String announceBehindOthers() {
        newsroom.subscribe(10);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.pace(10);
        Instant now = newsroom.clock.instant();
        for (int i = 0; i < 10; i++) {
            Instant taken = slots().reserve(
                            10, new Pace(10), now, Duration.ZERO, now.plusSeconds(60), SendingSlots.Precedence.MAILING)
                    .orElseThrow();
            slots().giveBack(taken);
        }
        return post;
    }

    private SendingSlots slots() {
        return new SendingSlots(newsroom.dynamo, newsroom.tables.audience());
    }

    /** @param meanwhile what happens in the first wait for a turn */
    private SendHandler sending(Runnable meanwhile) {
        var once = new Runnable[] {meanwhile};
        return new SendHandler(newsroom.environment(), newsroom.mailer, newsroom.ledger, newsroom.clock, moment -> {
            if (once[0] != null) {
                assertThat(moment).as("it waits").isAfter(newsroom.clock.instant());
                Runnable now = once[0];
                once[0] = null;
                now.run();
            }
            newsroom.clock.reach(moment);
        });
    }

    @Test
    void aPostThatIsWithdrawnIsNotMailed() {
        String post = announceBehindOthers();
        deliverAll(sending(() -> newsroom.withdraw(post)));
        assertThat(newsroom.mailer.calls()).isEmpty();
        assertThat(progress(post).books()).isEqualTo(new Books(10, 0, 0, 10, 0, 0));
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void aNewerTextThatIsOnTheSiteIsMailedInsteadOfTheOlder() {
        String post = announceBehindOthers();
        deliverAll(sending(() -> {
            newsroom.retitle(post, "Agreement signed");
            newsroom.markLive(post);
        }));
        assertThat(newsroom.mailer.accepted())
                .hasSize(10)
                .extracting(Mail::subject)
                .containsOnly("Agreement signed");
    }

    @Test
    void aNewerTextWhosePagesAreOnTheirWayIsWaitedFor() {
        String post = announceBehindOthers();
        deliverAll(sending(() -> newsroom.retitle(post, "Agreement signed")));
        assertThat(newsroom.mailer.calls()).isEmpty();
        assertThat(progress(post).books()).isEqualTo(new Books(10, 0, 0, 0, 0, 10));
        newsroom.markLive(post);
        newsroom.clock.pass(Duration.ofMinutes(16));
        sweep.handleRequest(null, null);
        deliverAll();
        assertThat(newsroom.mailer.accepted())
                .hasSize(10)
                .extracting(Mail::subject)
                .containsOnly("Agreement signed");
    }
}
