/** Figures, printed and never asserted: {@code ./mvnw -Pbench}. */
package press.communique.bench;
