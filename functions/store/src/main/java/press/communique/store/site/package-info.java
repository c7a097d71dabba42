/** The newsroom's settings in the posts' table. */
package press.communique.store.site;
