/** Releases out to the site: the handlers that publish, purge, render again, sweep and answer for missing files. */
package press.communique.site;
