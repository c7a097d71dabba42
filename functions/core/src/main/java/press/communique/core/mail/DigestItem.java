package press.communique.core.mail;

import press.communique.core.audience.Frequency;

/**
 * One post in one reader's digest.
 *
 * @param position of its release in the log
 * @param language of the edition
 * @param revision of the post
 * @param pace for which the reader was told: {@code DAILY} or {@code WEEKLY}
 */
public record DigestItem(long position, String language, long revision, Frequency pace) {}
