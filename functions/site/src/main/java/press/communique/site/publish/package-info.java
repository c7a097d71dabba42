/** A release on its way to the site: pages, then lists, then feeds, then the CDN, then the live mark. */
package press.communique.site.publish;
