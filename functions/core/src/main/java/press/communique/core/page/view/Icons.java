package press.communique.core.page.view;

/**
 * The newsroom's icons, as addresses from the root of the site.
 *
 * @param drawing for any size
 * @param touch for the home screens of phones
 * @param old for what reads no drawings
 */
public record Icons(String drawing, String touch, String old) {}
