package press.communique.core.audience;

/** A reader together with the address, read when a mail is about to go out and not before. */
public record Recipient(Reader reader, EmailAddress address) {}
