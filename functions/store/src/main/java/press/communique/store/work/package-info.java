/** What is left to do: how it is found, and how it is tried so that one that fails holds up no other. */
package press.communique.store.work;
