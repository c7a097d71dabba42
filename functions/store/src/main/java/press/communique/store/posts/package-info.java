/** The posts' table: posts, their revisions and texts, releases, addresses, intents and the live mark. */
package press.communique.store.posts;
