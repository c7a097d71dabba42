/** Asks for what texts link to, and never for anything in a private network. */
package press.communique.api.link;
