/** The one door to the mail provider. */
package press.communique.mail.outbox;
