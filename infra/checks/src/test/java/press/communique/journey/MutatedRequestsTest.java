package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.journey.GoodCalls.Operation;
import press.communique.local.LocalStack;

/** Thousands of requests that are wrong: each gets an answer that the contract knows, none of them a word of our inside. */
class MutatedRequestsTest {

    /** What the gateway takes for no request at all. */
    private static final Pattern NO_REQUEST = Pattern.compile("(?i)\\.\\.|%(2e|[01][0-9a-f]|5c|7f|ff)|;");

    private static final int REQUESTS = 5_200;
    private static final long SEED = 20_261_124;
    private static final Pattern INSIDES = Pattern.compile(
            "(?i)exception|press\\.communique|software\\.amazon|fasterxml|jetty|dynamo|\\bat [a-z.]+\\(|\\.java\\b"
                    + "|postsTable|audienceTable|stack ?trace|POST#|REQUEST#|CALLS#");

    @Test
    void whatever_comes_the_answer_is_one_of_the_contract(@TempDir Path data) throws Exception {
        try (LocalStack stack = LocalStack.start(Stack.options(data))) {
            var good = new GoodCalls(stack);
            List<String> tokens = List.of(
                    stack.tokens().admin(),
                    stack.tokens().admin(),
                    stack.tokens().editor(),
                    stack.tokens().author(),
                    stack.token("guest", List.of(), Duration.ofHours(1)),
                    "");
            Map<Operation, Call> calls = new LinkedHashMap<>();
            GoodCalls.operations().forEach(operation -> calls.put(operation, good.of(operation)));
            List<Operation> operations = List.copyOf(calls.keySet());
            var mutations = new Mutations(SEED);
            var faults = new ArrayList<String>();
            var statuses = new TreeMap<Integer, Integer>();
            Call before = null;
            for (int i = 0; i < REQUESTS; i++) {
                Operation operation = operations.get(i % operations.size());
                Call call = mutations.of(calls.get(operation), operation.path());
                if (!call.token().isEmpty()) {
                    call = call.token(mutations.pick(tokens));
                }
                HttpResponse<String> answer;
                try {
                    answer = Newsroom.raw(call.request(good.newsroom));
                } catch (AssertionError none) {
                    if (NO_REQUEST.matcher(call.path()).find() && call.body() != null) {
                        // Refused before its body was read: the end of the connection may overtake the answer.
                        statuses.merge(400, 1, Integer::sum);
                        continue;
                    }
                    throw new AssertionError(
                            "To " + shortened(call.toString()) + " after " + shortened(String.valueOf(before)), none);
                }
                before = call;
                statuses.merge(answer.statusCode(), 1, Integer::sum);
                List<String> problems = problems(answer);
                if (!problems.isEmpty()) {
                    faults.add(i + ". " + call.method() + " " + shortened(call.path()) + " " + call.headers() + " "
                            + shortened(String.valueOf(call.body())) + " → " + answer.statusCode() + " "
                            + shortened(answer.body()) + ": " + problems);
                }
            }
            System.out.println("Answers to " + REQUESTS + " mutated requests: " + statuses);
            assertThat(faults)
                    .as("%d of %d answers: %s", faults.size(), REQUESTS, statuses)
                    .isEmpty();
            assertThat(statuses.keySet())
                    .as("they are of all kinds")
                    .contains(200, 400, 401, 403, 404, 405, 412, 415, 422);
            good.newsroom.ask("/api/posts").is(200);
        }
    }

    private static List<String> problems(HttpResponse<String> answer) throws IOException {
        var problems = new ArrayList<String>();
        if (answer.statusCode() >= 500) {
            problems.add("it is our fault");
        }
        if (INSIDES.matcher(answer.body()).find() && !answer.body().startsWith("<!doctype")) {
            problems.add("it tells of our inside");
        }
        problems.addAll(Contract.problems(answer));
        return problems;
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
