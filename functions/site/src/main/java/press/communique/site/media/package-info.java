/** Uploads in: looked at, decoded within bounds and encoded again, or refused with a reason. */
package press.communique.site.media;
