/** Releases out to inboxes: announce, send, letters, and the sweep that finds what got lost. */
package press.communique.mail;
