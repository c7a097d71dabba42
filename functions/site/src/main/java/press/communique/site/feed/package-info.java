/** Feeds: what is new, for programs. */
package press.communique.site.feed;
