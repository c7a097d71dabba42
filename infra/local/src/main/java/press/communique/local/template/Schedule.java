package press.communique.local.template;

import java.time.Duration;

/** A schedule that invokes a function. */
public record Schedule(String name, Duration every, String input) {}
