package press.communique.local;

/** Bearer tokens for one person of each role, valid for seven days from the start. */
public record Tokens(String author, String editor, String admin) {}
