/** Releases by the clock: rendered and checked beforehand, public at the second, and looked at from outside. */
package press.communique.site.schedule;
