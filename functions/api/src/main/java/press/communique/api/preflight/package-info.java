/** What an editor should know before a post is released. */
package press.communique.api.preflight;
