/** What the site says to machines besides feeds: sitemaps, and the files at well-known addresses. */
package press.communique.site.machine;
