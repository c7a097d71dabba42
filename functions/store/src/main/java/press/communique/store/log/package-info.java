/** What functions say about their work: lines of JSON with the id of the call that began it. */
package press.communique.store.log;
