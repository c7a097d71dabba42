package press.communique.core.audience;

/**
 * What somebody asked for, checked; it counts once the owner of the address has confirmed.
 *
 * @param language in which the reader's pages and the confirmation mail are
 */
public record SubscriptionRequest(EmailAddress address, Preferences preferences, String language) {}
