/** What tests of this module, and of those above it, start for themselves. */
package press.communique.store.testing;
