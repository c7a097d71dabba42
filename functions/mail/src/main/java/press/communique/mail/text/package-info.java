/** What mails say and how they look, in the reader's language. */
package press.communique.mail.text;
