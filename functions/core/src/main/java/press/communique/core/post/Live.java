package press.communique.core.post;

import java.time.Instant;

/**
 * The revision that the site shows now.
 *
 * @param at when the site had turned to it completely: pages, lists and feeds
 */
public record Live(long revision, Instant at) {}
