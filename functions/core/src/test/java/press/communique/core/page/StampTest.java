package press.communique.core.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class StampTest {

    @Test
    void a_stamp_covers_what_is_not_newer_in_any_part() {
        var order = new LinkedHashMap<Stamp, Boolean>();
        order.put(new Stamp(1, 2, 3), true);
        order.put(new Stamp(1, 2, 4), false);
        order.put(new Stamp(1, 3, 3), false);
        order.put(new Stamp(2, 2, 3), false);
        order.forEach((wanted, covered) ->
                assertThat(new Stamp(1, 2, 3).covers(wanted)).isEqualTo(covered));
    }
}
