/** The editors' application, put into the site's bucket as it came with this deployment. */
package press.communique.site.desk;
