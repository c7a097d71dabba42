package press.communique.core.page.view;

/**
 * A date as machines and as people read it.
 *
 * @param iso {@code 2014-04-22}
 * @param text {@code 22 Apr 2014}
 */
public record Day(String iso, String text) {}
