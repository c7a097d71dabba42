/** Text on its way from an editor to a reader: Markdown and HTML become safe HTML, plain text and slugs. */
package press.communique.core.text;
