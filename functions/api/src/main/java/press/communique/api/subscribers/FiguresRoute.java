package press.communique.api.subscribers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.audience.AudienceDay;
import press.communique.store.audience.AudienceDays;
import press.communique.store.audience.ReaderCounts;

/** The audience in numbers, and nobody in it: how many there are now, and how it was at the end of each day. */
public final class FiguresRoute {

    private static final int USUAL = 90;
    private static final int MOST = 400;

    private final AudienceDays days;
    private final ReaderCounts counts;

    public FiguresRoute(AudienceDays days, ReaderCounts counts) {
        this.days = days;
        this.counts = counts;
    }

    public Reply show(Request request) {
        String most = request.query("days").orElse(String.valueOf(USUAL));
        if (!most.matches("[1-9][0-9]{0,2}") || Integer.parseInt(most) > MOST) {
            throw new ProblemReply(400, "bad-limit", "days is a number from 1 to " + MOST + ".");
        }
        ObjectNode json = Json.object()
                .put("subscribers", LongStream.of(counts.byPartition()).sum());
        ArrayNode list = json.putArray("days");
        for (AudienceDay day : days.last(Integer.parseInt(most))) {
            ObjectNode item = list.addObject()
                    .put("day", day.day().toString())
                    .put("subscribers", day.readers())
                    .put("began", day.began())
                    .put("ended", day.ended());
            put(item.putObject("languages"), day.languages());
            put(item.putObject("frequencies"), day.frequencies());
        }
        return Reply.json(200, Json.write(json));
    }

    private static void put(ObjectNode json, Map<String, Long> numbers) {
        new TreeMap<>(numbers).forEach(json::put);
    }
}
