/** Handlers of the small template, which record what they get and answer as a test wants. */
package press.communique.local.handlers;
