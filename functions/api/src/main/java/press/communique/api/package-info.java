/** HTTP in: what editors and readers send. */
package press.communique.api;
