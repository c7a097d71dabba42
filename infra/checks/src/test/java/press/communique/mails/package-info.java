/** Mails of every kind, in forty languages, as an SES accepts and writes them. */
package press.communique.mails;
