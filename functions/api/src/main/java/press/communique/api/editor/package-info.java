/** What editors ask for: posts and their steps, the site's settings. */
package press.communique.api.editor;
