/** Uploads in the table: what they are, what was made of them, and which posts show them. */
package press.communique.store.media;
