/** The lists in which readers and feed readers find posts. */
package press.communique.core.list;
