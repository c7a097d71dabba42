/** How values become attributes of a table's item and come back. */
package press.communique.store.item;
