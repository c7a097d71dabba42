/** Mailings: one release on its way to its audience, in batches, with books that balance at every moment. */
package press.communique.core.mail;
