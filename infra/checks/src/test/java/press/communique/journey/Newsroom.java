package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import press.communique.local.LocalStack;

/** A running newsroom through its front door: what editors send, readers read and subscribers find in their inbox. */
final class Newsroom {

    private static final Duration TIME = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIME)
            .build();

    private final URI site;
    private final String editor;
    private final String admin;

    Newsroom(LocalStack stack) {
        this.site = stack.site();
        this.editor = stack.tokens().editor();
        this.admin = stack.tokens().admin();
    }

    URI site() {
        return site;
    }

    // ---- The web, as anybody sees it

    /** Whatever the API answers is held against its contract. */
    static Answer send(HttpRequest.Builder request) {
        HttpResponse<String> answer = raw(request);
        Contract.check(answer);
        return Answer.of(answer);
    }

    static HttpResponse<String> raw(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.timeout(TIME).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("No answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError("Stopped while waiting for an answer", e);
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(site.resolve(path));
    }

    Answer get(String path) {
        return send(to(path));
    }

    Document page(String path) {
        return get(path).is(200).page();
    }

    /** Presses the one button of a page. */
    Answer press(Document page) {
        Element form = page.select("main form[method=post]").first();
        assertThat(form).as("a button on %s", page.location()).isNotNull();
        return send(HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.noBody()));
    }

    // ---- Editors

    HttpRequest.Builder authorized(String path, String token) {
        return to(path).header("Authorization", "Bearer " + token);
    }

    Answer ask(String path) {
        return send(authorized(path, editor));
    }

    Answer post(String path, String json, String... headers) {
        return send(with(authorized(path, editor), headers)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    Answer put(String path, String json, String... headers) {
        return send(with(authorized(path, admin), headers)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json)));
    }

    /** What needs no body. */
    Answer send(String method, String path) {
        return send(authorized(path, editor).method(method, BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Changes the settings, whatever they are. */
    JsonNode settings(String json) {
        String revision = ask("/api/site").is(200).header("ETag");
        return put("/api/site", json, "If-Match", revision).is(200).json();
    }

    /** Creates a published post and waits until it is live. */
    JsonNode published(String json) {
        return live(post("/api/posts", json).is(201).json());
    }

    /** Waits until the site shows what was released with this answer, and gives the post as it is then. */
    JsonNode live(JsonNode released) {
        String path = "/api/posts/" + released.get("id").asText();
        long revision = released.get("revision").asLong();
        return Eventually.see(
                "post " + path + " live in revision " + revision,
                () -> ask(path).is(200).json(),
                post -> post.path("live").path("revision").asLong() >= revision);
    }

    /** Takes a step, such as {@code publish}, from the newest revision on, and waits until the site shows it. */
    JsonNode step(JsonNode post, String step, String json) {
        String path = "/api/posts/" + post.get("id").asText();
        String revision = ask(path).is(200).header("ETag");
        return live(post(path + "/" + step, json, "If-Match", revision).is(200).json());
    }

    /** The receipt of a post's newest release, once its mailing is over. */
    JsonNode mailed(JsonNode post) {
        return Eventually.see(
                "the mailing of " + post.get("urls"),
                () -> receipt(post),
                receipt -> receipt.at("/channels/email/state").asText().equals("sent"));
    }

    JsonNode receipt(JsonNode post) {
        return ask("/api/posts/" + post.get("id").asText() + "/receipts")
                .is(200)
                .json()
                .at("/items/0");
    }

    /** A post's path in a language, as it stands on the site. */
    String path(JsonNode post, String language) {
        String url = post.at("/urls/" + language).asText();
        assertThat(url).startsWith(site.toString());
        return URI.create(url).getRawPath();
    }

    // ---- Readers

    /** Subscribes, follows the link in the mail and presses the button there. */
    Newsroom subscribed(String address, String... languages) {
        String wanted = languages.length == 0 ? "" : ", \"languages\": [\"" + String.join("\", \"", languages) + "\"]";
        subscribe("{\"email\": \"" + address + "\"" + wanted + "}").is(202);
        Letter letter = mail(address, 1).get(0);
        press(send(HttpRequest.newBuilder(letter.link("/subscriptions/confirm")))
                        .is(200)
                        .page())
                .is(200);
        return this;
    }

    Answer subscribe(String json) {
        return send(
                to("/subscriptions").header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** Waits until so many mails to this address have come; newest first. */
    List<Letter> mail(String address, int count) {
        Eventually.see(count + " mails to " + address, () -> mail(address), mails -> mails.size() >= count);
        List<Letter> mails = mail(address);
        assertThat(mails).as("mails to %s", address).hasSize(count);
        return mails;
    }

    /** The one mail to this address with this subject, which must be there by now. */
    Letter mail(String address, String subject) {
        List<Letter> mails = mail(address).stream()
                .filter(letter -> letter.subject().equals(subject))
                .toList();
        assertThat(mails).as("mails to %s about %s", address, subject).hasSize(1);
        return mails.get(0);
    }

    /** All mails to this address by now, newest first. */
    List<Letter> mail(String address) {
        var mails = new ArrayList<Letter>();
        JsonNode list = send(to("/_local/mail").header("Accept", "application/json"))
                .is(200)
                .json();
        for (JsonNode message : list) {
            if (message.get("to").toString().contains("\"" + address + "\"")) {
                mails.add(letter(message.get("raw").asText()));
            }
        }
        return mails;
    }

    private Letter letter(String path) {
        try {
            return Letter.of(HTTP.send(to(path).build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1))
                    .body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("The mail " + path + " cannot be fetched", e);
        }
    }
}
