/** The site's files: stamped, and replaced only when nobody else has replaced them since we looked. */
package press.communique.site.files;
