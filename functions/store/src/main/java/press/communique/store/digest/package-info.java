/** What digests are made of: the log of what went live, and when which digest is due. */
package press.communique.store.digest;
