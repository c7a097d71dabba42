/** Readers who get mail: their addresses, what they asked for, and the links by which they say so. */
package press.communique.core.audience;
