package press.communique.simulation.cloud;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A way to a value: names, and places in lists. */
record Path(List<Object> steps) {
    AttributeValue in(Map<String, AttributeValue> item) {
        AttributeValue value = AttributeValue.fromM(item);
        for (Object step : steps) {
            if (step instanceof String name) {
                value = value.hasM() ? value.m().get(name) : null;
            } else {
                int place = (Integer) step;
                value = value.hasL() && place < value.l().size() ? value.l().get(place) : null;
            }
            if (value == null) {
                return null;
            }
        }
        return value;
    }

    void put(Map<String, AttributeValue> after, AttributeValue value) {
        String first = (String) steps.get(0);
        if (steps.size() == 1) {
            after.put(first, value);
        } else if (steps.size() == 2 && steps.get(1) instanceof Integer place) {
            var list = new ArrayList<>(after.get(first).l());
            if (place < list.size()) {
                list.set(place, value);
            } else {
                list.add(value);
            }
            after.put(first, AttributeValue.fromL(list));
        } else if (steps.size() == 2 && steps.get(1) instanceof String name) {
            var map = new LinkedHashMap<>(after.get(first).m());
            map.put(name, value);
            after.put(first, AttributeValue.fromM(map));
        } else {
            throw new UnsupportedOperationException("Sets " + this);
        }
    }

    void remove(Map<String, AttributeValue> after) {
        String first = (String) steps.get(0);
        if (steps.size() == 1) {
            after.remove(first);
        } else if (steps.size() == 2 && steps.get(1) instanceof Integer place) {
            var list = new ArrayList<>(after.get(first).l());
            if (place < list.size()) {
                list.remove((int) place);
            }
            after.put(first, AttributeValue.fromL(list));
        } else if (steps.size() == 2 && steps.get(1) instanceof String name) {
            var map = new LinkedHashMap<>(after.get(first).m());
            map.remove(name);
            after.put(first, AttributeValue.fromM(map));
        } else {
            throw new UnsupportedOperationException("Removes " + this);
        }
    }
}
