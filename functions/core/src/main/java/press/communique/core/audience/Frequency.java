package press.communique.core.audience;

import java.util.Locale;

/** How soon a reader wants to hear; the first one is the fastest. */
public enum Frequency {
    IMMEDIATE,
    DAILY,
    WEEKLY;

    /** As API and table write it: {@code immediate}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no frequency has this word */
    public static Frequency of(String word) {
        for (Frequency frequency : values()) {
            if (frequency.word().equals(word)) {
                return frequency;
            }
        }
        throw new IllegalArgumentException("No frequency is called " + word);
    }
}
