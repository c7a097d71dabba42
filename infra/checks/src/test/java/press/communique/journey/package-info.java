/** The newsroom as it is met from outside: HTTP in; page, feed and mail out. */
package press.communique.journey;
