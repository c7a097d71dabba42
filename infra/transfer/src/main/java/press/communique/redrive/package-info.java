/** The command that shows what was given up and sends it again. */
package press.communique.redrive;
