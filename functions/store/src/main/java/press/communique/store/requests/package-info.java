/** Requests that may come twice: what was answered the first time. */
package press.communique.store.requests;
