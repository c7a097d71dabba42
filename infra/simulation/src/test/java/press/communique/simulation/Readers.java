package press.communique.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.simulation.Books.Asked;
import press.communique.simulation.cloud.Mails;
import press.communique.simulation.cloud.World;

/** Readers and their mail programs: they follow the links of their mails, and keep {@link Books} of it. */
final class Readers {

    private static final Pattern LINK = Pattern.compile("/subscriptions/([a-z/]+)\\?token=([A-Za-z0-9._~%-]+)");

    private final World world;
    private final Apis apis;
    private final Books books;
    private final Mails mails;

    Readers(World world, Apis apis, Books books, Mails mails) {
        this.world = world;
        this.apis = apis;
        this.books = books;
        this.mails = mails;
    }

    private Books.Reader reader(Action action) {
        String address = "reader-" + action.first() + "@example.org";
        return books.readers.computeIfAbsent(address, Books.Reader::new);
    }

    void subscribe(Action action) {
        Books.Reader reader = reader(action);
        ObjectNode body = Apis.JSON.createObjectNode().put("email", reader.address);
        body.putArray("languages").add("en");
        if (action.second() % 6 == 0) {
            body.put("frequency", "daily").put("hour", 9);
        } else {
            body.put("frequency", "immediate");
        }
        var asked = new Asked(body.path("frequency").asText(), world.now());
        reader.requests.add(asked);
        apis.ask("POST", "/subscriptions", body, answer -> apis.settle(asked, answer));
    }

    /** The newest mail to this reader with such a link, as its path and query. */
    private Optional<String> link(Books.Reader reader, String kind) {
        List<Mails.Accepted> sent = mails.accepted();
        for (int i = sent.size() - 1; i >= 0; i--) {
            if (sent.get(i).to().equals(reader.address)) {
                Matcher link = LINK.matcher(
                        sent.get(i).content() + " " + sent.get(i).headers().getOrDefault("List-Unsubscribe", ""));
                while (link.find()) {
                    if (link.group(1).equals(kind)) {
                        return Optional.of(link.group());
                    }
                }
            }
        }
        return Optional.empty();
    }

    void confirm(Action action) {
        Books.Reader reader = reader(action);
        link(reader, "confirm").ifPresent(link -> {
            // Most mail programs look first.
            apis.ask("GET", link, null, page -> {});
            var asked = new Asked("confirm", world.now());
            reader.confirmations.add(asked);
            apis.ask("POST", link, null, answer -> apis.settle(asked, answer));
        });
    }

    void change(Action action) {
        Books.Reader reader = reader(action);
        link(reader, "preferences").ifPresent(link -> {
            ObjectNode body = Apis.JSON.createObjectNode();
            body.putArray("languages").add("en");
            var interest = body.putArray("interests").addObject();
            interest.put("frequency", action.second() % 2 == 0 ? "immediate" : "daily");
            if (action.second() % 3 == 0) {
                interest.putArray("topics").add("climate");
            }
            var asked = new Asked("change", world.now());
            reader.changes.add(asked);
            apis.ask("POST", link, body, answer -> apis.settle(asked, answer));
        });
    }

    void unsubscribe(Action action) {
        leave(reader(action), "unsubscribe");
    }

    private void leave(Books.Reader reader, String how) {
        link(reader, how).ifPresent(link -> {
            var asked = new Asked(how, world.now());
            reader.departures.add(asked);
            apis.ask("POST", link, null, answer -> apis.settle(asked, answer));
        });
    }

    void askToErase(Action action) {
        link(reader(action), "preferences")
                .ifPresent(link -> apis.ask(
                        "POST",
                        link.replace("/preferences?", "/preferences/link?"),
                        Apis.JSON.createObjectNode().put("for", "erase"),
                        answer -> {}));
    }

    void erase(Action action) {
        leave(reader(action), "erase");
    }

    /** What scanners of mail do. */
    void followEveryLink(Action action) {
        Books.Reader reader = reader(action);
        for (Mails.Accepted mail : List.copyOf(mails.accepted())) {
            if (mail.to().equals(reader.address)) {
                Matcher link =
                        LINK.matcher(mail.content() + " " + mail.headers().getOrDefault("List-Unsubscribe", ""));
                while (link.find()) {
                    apis.ask("GET", link.group(), null, page -> {});
                }
            }
        }
    }

    void bounce(Action action) {
        Books.Reader reader = reader(action);
        reader.bouncesFrom = Math.min(reader.bouncesFrom, world.now());
        mails.bounces(reader.address, 1 + action.second() % 3);
    }
}
