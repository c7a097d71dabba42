package press.communique.store.letter;

/**
 * A letter that is to be sent once.
 *
 * <p>It is claimed before it is sent and never sent by two: a message that the queue delivers twice, or a worker lost in
 * the middle, must not fill anybody's inbox. Whoever misses the letter asks again.
 */
public interface Letter {

    /** @return false if somebody else sends the letter, or did */
    boolean claim(String by);

    /** How it went: {@code accepted}, {@code rejected}, {@code uncertain}; or why it was not sent. */
    void close(String by, String outcome);

    /** The letter certainly was not sent: another attempt may be made. */
    void release(String by);
}
