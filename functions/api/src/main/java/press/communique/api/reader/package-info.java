/** Subscribing, confirming, unsubscribing: for readers, without an account, as pages and as JSON. */
package press.communique.api.reader;
