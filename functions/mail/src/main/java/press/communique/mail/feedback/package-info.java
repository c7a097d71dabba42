/** What the mail provider tells about mails after it answered: batches are settled by it, and readers leave by it. */
package press.communique.mail.feedback;
