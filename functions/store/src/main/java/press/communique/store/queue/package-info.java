/** Messages that one function leaves for another: each says what to look at, and nothing of what is found there. */
package press.communique.store.queue;
