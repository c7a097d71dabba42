package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import press.communique.api.http.Json;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.store.people.People;

/** Whose the ids are that posts and histories have: names, and nobody's address. */
public final class PeopleRoute {

    private final People people;
    private final InstantSource clock;

    public PeopleRoute(People people, InstantSource clock) {
        this.people = people;
        this.clock = clock;
    }

    public Reply list(Request request) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("people");
        people.all(clock.instant())
                .forEach(person -> list.addObject().put("id", person.id()).put("name", person.name()));
        return Reply.json(200, Json.write(json));
    }
}
