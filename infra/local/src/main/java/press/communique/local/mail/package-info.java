/** An endpoint that takes mail as SES v2 does and keeps it as {@code .eml} files instead of sending it. */
package press.communique.local.mail;
