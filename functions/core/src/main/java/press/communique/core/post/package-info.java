/** Posts: what the organisation says, in which state it is, and who may take it a step further. */
package press.communique.core.post;
