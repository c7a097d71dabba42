/** What a function is told by its environment. */
package press.communique.core.settings;
