/** Letters to one person, each sent once. */
package press.communique.store.letter;
