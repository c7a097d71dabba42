/** Readers and their requests in the audience's table. */
package press.communique.store.audience;
