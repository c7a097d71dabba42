/** Uploads: images, documents and sound that posts show. */
package press.communique.core.media;
