/** Subscribers as a file: out, and in again. */
package press.communique.api.subscribers;
