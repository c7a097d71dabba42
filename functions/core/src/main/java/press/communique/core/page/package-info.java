/** What readers see in a browser: page templates, interface texts, style sheet; made from values alone, no clock, no table. */
package press.communique.core.page;
