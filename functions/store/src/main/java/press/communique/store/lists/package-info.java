/** The lists' entries in the posts' table, and the versions that their files are stamped with. */
package press.communique.store.lists;
