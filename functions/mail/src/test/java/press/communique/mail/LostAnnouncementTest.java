package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import press.communique.store.item.Item;
import press.communique.store.testing.LocalQueue;

/** A stream gives a record up after some time; a channel that waits for its message would wait for ever. */
class LostAnnouncementTest extends MailFlow {

    private final LocalQueue channel = new LocalQueue();
    private AnnounceHandler announcer;
    private SweepHandler sweeper;

    @BeforeEach
    void addAChannel() {
        var environment = new HashMap<>(newsroom.environment());
        environment.put("CHANNEL_QUEUE_URLS", channel.url());
        environment.put("AWS_ENDPOINT_URL_SQS", channel.endpoint());
        announcer = new AnnounceHandler(environment, newsroom.clock);
        sweeper = new SweepHandler(environment, newsroom.ledger, newsroom.clock);
    }

    @AfterEach
    void removeIt() {
        channel.close();
    }

    @Test
    void theSweepTellsTheChannelOnce() {
        String post = newsroom.publish("Agreement");

        newsroom.clock.pass(Duration.ofMinutes(1));
        sweeper.handleRequest(null, null);
        assertThat(channel.drain()).as("the stream has two minutes").isEmpty();

        newsroom.clock.pass(Duration.ofMinutes(2));
        sweeper.handleRequest(null, null);
        assertThat(channel.drain())
                .filteredOn(body -> body.contains("revision"))
                .hasSize(1)
                .allMatch(body -> body.contains(post));

        sweeper.handleRequest(null, null);
        announcer.handleRequest(event("POST#" + post), null);
        assertThat(channel.drain())
                .filteredOn(body -> body.contains("revision"))
                .as("told once")
                .isEmpty();
    }

    /** Their pages may never come. */
    @Test
    void moreThanAreTriedAtOnceThatCannotBeAnnouncedKeepNoOtherFromItsTurn() {
        for (int i = 0; i < 120; i++) {
            Item open = Item.at("POST#01KB07ZD8Q8G2J6V5F3M9T" + (1000 + i), "INTENT#first")
                    .with("name", "first")
                    .with("revision", 1)
                    .with("at", newsroom.clock.instant())
                    .with("openKind", "intent")
                    .with("openSince", newsroom.clock.instant().minusSeconds(60));
            newsroom.dynamo.putItem(
                    put -> put.tableName(newsroom.tables.posts()).item(open.attributes()));
        }
        String post = newsroom.publish("Agreement");
        newsroom.releases.announced(post, 1);
        for (int minute = 0; minute < 10; minute++) {
            newsroom.clock.pass(Duration.ofMinutes(1));
            sweeper.handleRequest(null, null);
        }
        assertThat(mailings.progress(post + "-first")).isPresent();
    }

    /** The record of one release that comes late does not speak for the next. */
    @Test
    void whatIsReleasedMeanwhileIsToldToo() {
        String post = newsroom.publish("Agreement");
        announcer.handleRequest(event("POST#" + post), null);
        newsroom.withdraw(post);
        newsroom.markLive(post);
        channel.drain();

        newsroom.clock.pass(Duration.ofMinutes(3));
        sweeper.handleRequest(null, null);

        assertThat(channel.drain()).singleElement().asString().contains(post).contains("\"revision\":2");
    }
}
