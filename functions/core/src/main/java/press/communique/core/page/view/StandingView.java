package press.communique.core.page.view;

import gg.jte.Content;

/** A page that an admin fills, such as the legal notice. */
public record StandingView(Frame frame, String title, Content body) {}
