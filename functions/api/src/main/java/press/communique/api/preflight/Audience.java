package press.communique.api.preflight;

import press.communique.core.audience.Headcount;

/**
 * Who would be sent a post.
 *
 * @param exact false where there were too many to count in time, and the rest was taken to be like those that were
 */
public record Audience(Headcount readers, boolean exact) {}
