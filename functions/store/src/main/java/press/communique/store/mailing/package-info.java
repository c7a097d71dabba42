/** Mailings, their shares and batches in the audience's table: each step one conditional write, the books in the same transaction. */
package press.communique.store.mailing;
