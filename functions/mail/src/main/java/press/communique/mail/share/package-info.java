/** A mailing's shares: how they are cut, and the work that one worker does on one of them. */
package press.communique.mail.share;
