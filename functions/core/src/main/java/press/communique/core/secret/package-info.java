/** What is made of the newsroom's secret: keys for single purposes, and tokens. */
package press.communique.core.secret;
