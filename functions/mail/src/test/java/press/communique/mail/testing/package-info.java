/** A small newsroom for tests, and doubles of what lies outside. */
package press.communique.mail.testing;
