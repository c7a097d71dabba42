/** Posts in and out of a newsroom, wherever it runs, through the same API that its editors use. */
package press.communique.transfer;
