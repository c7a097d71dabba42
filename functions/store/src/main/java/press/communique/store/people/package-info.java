/** The names of those who work in the newsroom. */
package press.communique.store.people;
