package press.communique.bench;

import java.util.List;
import java.util.Locale;

/** Milliseconds, sorted. */
public record Percentiles(List<Double> sorted) {

    public static Percentiles of(List<Double> values) {
        return new Percentiles(values.stream().sorted().toList());
    }

    public double at(double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %6.1f   p95 %6.1f   p99 %6.1f ms", at(0.5), at(0.95), at(0.99));
    }
}
