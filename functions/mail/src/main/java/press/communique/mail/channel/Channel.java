package press.communique.mail.channel;

/**
 * A way out that is told of every release once its pages are public: a webhook, a hub, another network. It gets a queue
 * and a {@link ChannelHandler} of its own behind the announcer; {@code docs/add-a-channel.md} goes through it.
 *
 * <p>Called once for each release, and again whenever a message came twice or its run failed: telling the same twice must
 * do no harm. {@link Announcement#key} is the same each time, for receivers that want to know. Called by several threads
 * at once.
 */
public interface Channel {

    /**
     * Tells the outside.
     *
     * @throws RuntimeException if it could not, and should try again later; what can never succeed is logged and left
     */
    void tell(Announcement announcement);
}
