package press.communique.core.text;

/**
 * An image in a body.
 *
 * @param media what follows {@code media:}, whether or not there is such an upload
 * @param alt its alternative text; may be blank
 */
public record BodyImage(String media, String alt) {}
