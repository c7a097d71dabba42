/** Ways out that are told of each release: what a new one implements, and how it is woken. */
package press.communique.mail.channel;
