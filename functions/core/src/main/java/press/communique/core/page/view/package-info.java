/** What templates are given: every text and address worked out, nothing left to decide but where it stands. */
package press.communique.core.page.view;
