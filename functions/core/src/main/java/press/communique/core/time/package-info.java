/** Letting time pass, so that tests need not. */
package press.communique.core.time;
