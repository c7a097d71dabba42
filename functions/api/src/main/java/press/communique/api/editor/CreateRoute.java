package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Role;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.Post;
import press.communique.core.post.PostState;
import press.communique.core.post.Schedule;
import press.communique.core.post.Scheduling;
import press.communique.core.post.Workflow;
import press.communique.core.problem.InvalidInput;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.item.TooMany;
import press.communique.store.posts.Posts;
import press.communique.store.posts.SourceTaken;
import press.communique.store.posts.Stale;
import press.communique.store.queue.DueMessages;
import press.communique.store.site.Sites;

/** A new post, as a draft or in one step with its release or schedule. */
public final class CreateRoute {

    private final PostRoutes posts;
    private final Posts stored;
    private final Sites sites;
    private final Repeats repeats;
    private final DueQueue due;
    private final InstantSource clock;

    public CreateRoute(
            PostRoutes posts, Posts stored, Sites sites, Repeats repeats, DueMessages due, InstantSource clock) {
        this.posts = posts;
        this.stored = stored;
        this.sites = sites;
        this.repeats = repeats;
        this.due = new DueQueue(due);
        this.clock = clock;
    }

    public Reply create(Request request) {
        return repeats.once(request, () -> UlidCreator.getMonotonicUlid().toString(), id -> create(id, request));
    }

    private Reply create(String id, Request request) {
        JsonNode json = Input.object(request, "PostDraft");
        SiteSettings site = sites.current();
        Instant now = clock.instant();
        PostState state = state(json);
        Content content = posts.content(json, site, createProblems(json, now));
        if (state != PostState.DRAFT && !request.caller().is(Role.EDITOR)) {
            throw new ProblemReply(
                    403, "forbidden", "Publishing needs the role editor; leave \"state\" out for a draft.");
        }
        if (state != PostState.DRAFT && site.fourEyes()) {
            throw PostRoutes.needsAnother();
        }
        String by = request.caller().subject();
        Optional<String> source = Optional.of(new Fields(json).text("sourceId")).filter(name -> !name.isEmpty());
        Change draft = Workflow.create(id, source, UUID.randomUUID(), content, by, now);
        boolean notify = json.path("notify").asBoolean(true);
        Post created;
        try {
            created = switch (state) {
                case PUBLISHED ->
                    posts.release(
                            draft.after(),
                            site,
                            now,
                            proposed -> Workflow.createPublished(draft, proposed, notify, by, now));
                case SCHEDULED -> {
                    Instant at = content.publishAt().orElseThrow();
                    var wish = new Schedule.Wish(
                            at, notify, Map.of(), request.caller().email());
                    yield posts.release(
                            draft.after(), site, at, proposed -> Scheduling.create(draft, wish, proposed, by, now));
                }
                default -> {
                    posts.apply(draft);
                    yield draft.after();
                }
            };
        } catch (Stale begunBefore) {
            created = stored.find(id).orElseThrow();
        } catch (TooMany atOnce) {
            throw new InvalidInput(List.of(new Problem(
                    "/state",
                    "too-many",
                    "With so many languages, uploads and aliases a post is not created and released in one step; leave"
                            + " state out, and publish or schedule the draft.")));
        } catch (SourceTaken before) {
            throw new InvalidInput(List.of(new Problem("/sourceId", "taken", before.getMessage())));
        }
        created.schedule().ifPresent(schedule -> due.start(id, schedule.at(), now));
        return posts.reply(201, created, Optional.empty(), site).with("Location", "/api/posts/" + id);
    }

    private static PostState state(JsonNode json) {
        return switch (json.path("state").asText("draft")) {
            case "published" -> PostState.PUBLISHED;
            case "scheduled" -> PostState.SCHEDULED;
            default -> PostState.DRAFT;
        };
    }

    private static List<Problem> createProblems(JsonNode json, Instant now) {
        Optional<Instant> at = PostJson.content(json, new Problems()).publishAt();
        String state = json.path("state").asText("draft");
        return switch (state) {
            case "draft" -> List.of();
            case "published" ->
                at.filter(date -> date.isAfter(now)).isPresent()
                        ? List.of(new Problem(
                                "/publishAt",
                                "in-the-future",
                                "A post that is published now cannot have a date to come; leave publishAt out."))
                        : List.of();
            case "scheduled" ->
                at.map(date -> ScheduleRoutes.inThePast("/publishAt", date, now))
                        .orElseGet(() -> List.of(
                                new Problem("/publishAt", "missing", "Say when the post is to become public.")));
            default ->
                List.of(new Problem(
                        "/state",
                        "unknown-value",
                        "A post is created as \"draft\", as \"published\" or as \"scheduled\"."));
        };
    }
}
