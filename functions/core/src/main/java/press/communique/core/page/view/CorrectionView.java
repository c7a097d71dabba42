package press.communique.core.page.view;

/** What was wrong in a post, and when it was put right. */
public record CorrectionView(Day day, String text) {}
