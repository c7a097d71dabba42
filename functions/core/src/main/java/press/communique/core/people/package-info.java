/** Who works in the newsroom. */
package press.communique.core.people;
