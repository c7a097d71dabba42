/** How our functions reach AWS, or the engines that stand in for it on one machine. */
package press.communique.store.aws;
