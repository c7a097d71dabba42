package press.communique.simulation.cloud;

import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What can be asked of values in an {@link Expression}. */
final class Values {

    private Values() {}

    static boolean contains(AttributeValue whole, AttributeValue part) {
        if (whole.hasSs()) {
            return whole.ss().contains(part.s());
        }
        if (whole.hasL()) {
            return whole.l().contains(part);
        }
        return whole.s() != null && whole.s().contains(part.s());
    }

    static boolean same(AttributeValue one, AttributeValue other) {
        if (one == null || other == null) {
            return false;
        }
        return one.n() != null && other.n() != null ? compare(one, other) == 0 : one.equals(other);
    }

    /** Texts are compared by code unit, which is DynamoDB's order for all that we write. Of two kinds none is smaller. */
    static int compare(AttributeValue one, AttributeValue other) {
        if (one.s() != null && other.s() != null) {
            return one.s().compareTo(other.s());
        }
        if (one.n() != null && other.n() != null) {
            return new BigDecimal(one.n()).compareTo(new BigDecimal(other.n()));
        }
        throw new UnsupportedOperationException("Compares " + one.type() + " with " + other.type());
    }

    static AttributeValue size(AttributeValue of) {
        if (of == null) {
            return null;
        }
        int size = of.hasL()
                ? of.l().size()
                : of.hasSs()
                        ? of.ss().size()
                        : of.hasM() ? of.m().size() : of.s().length();
        return AttributeValue.fromN(String.valueOf(size));
    }

    static AttributeValue sorted(AttributeValue value) {
        return value.hasSs()
                ? AttributeValue.fromSs(value.ss().stream().sorted().toList())
                : value;
    }

    static AttributeValue sum(AttributeValue one, AttributeValue other) {
        if (one.n() != null) {
            return AttributeValue.fromN(
                    new BigDecimal(one.n()).add(new BigDecimal(other.n())).toPlainString());
        }
        if (one.hasSs() && other.hasSs()) {
            var both = new TreeSet<>(one.ss());
            both.addAll(other.ss());
            return AttributeValue.fromSs(List.copyOf(both));
        }
        throw new UnsupportedOperationException("Adds " + one.type() + " and " + other.type());
    }
}
