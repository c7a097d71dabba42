package press.communique.core.people;

/**
 * Somebody who works here, or a machine that does.
 *
 * @param id the subject of their tokens, which is what posts and their history have of them
 * @param name what colleagues read in its place
 * @param isMakeshift whether their token told no name, and this is a user name or the beginning of an address
 */
public record Person(String id, String name, boolean isMakeshift) {}
