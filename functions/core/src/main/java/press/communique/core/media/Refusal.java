package press.communique.core.media;

/**
 * Why an upload was refused.
 *
 * @param code stable, for programs: {@code too-many-pixels}
 * @param detail what is wrong and what would be right, for a person
 */
public record Refusal(String code, String detail) {}
