package press.communique.soak;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Readers who subscribe, confirm and leave, one after the other, each step until it was answered. */
final class Readers {

    private static final Pattern CONFIRM = Pattern.compile("(/subscriptions/confirm\\?token=[\\w.=-]+)");
    private static final Pattern LEAVE = Pattern.compile("(/subscriptions/unsubscribe\\?token=[\\w.=-]+)");
    private static final long A_MOMENT = 100;

    private final Running stack;
    private final Random random;
    private final SesLog log;
    private final Map<String, Boolean> confirmed = new ConcurrentHashMap<>();
    private final Set<String> everLeft = ConcurrentHashMap.newKeySet();
    private int number;

    Readers(Running stack, Random random, SesLog log) {
        this.stack = stack;
        this.random = random;
        this.log = log;
    }

    /** Those whose confirmation was answered and who have not begun to leave. */
    Map<String, Boolean> confirmed() {
        return confirmed;
    }

    /** Those who began to leave at some time: what is released before that is answered may still reach them. */
    Set<String> everLeft() {
        return everLeft;
    }

    void bring(int readers) throws InterruptedException {
        var csv = new StringBuilder("email,languages,interests,consentedAt\n");
        var addresses = new ArrayList<String>();
        for (int i = 0; i < readers; i++) {
            String address = "brought-" + i + "@example.org";
            addresses.add(address);
            csv.append(address).append(",en,*:*:immediate,2024-05-31\n");
        }
        HttpResponse<String> answer = stack.administer("POST", "/api/subscribers/import", csv.toString(), "text/csv");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("import: " + answer.statusCode() + " " + answer.body());
        }
        addresses.forEach(address -> confirmed.put(address, true));
    }

    void goOn() throws InterruptedException {
        if (random.nextInt(4) > 0 || confirmed.isEmpty()) {
            subscribe();
        } else {
            leave();
        }
    }

    private void subscribe() throws InterruptedException {
        String address = "reader-" + ++number + "@example.org";
        HttpResponse<String> asked = stack.read(
                "POST",
                "/subscriptions",
                "{\"email\":\"" + address + "\",\"languages\":[\"en\"],\"frequency\":\"immediate\"}",
                "application/json");
        if (asked.statusCode() != 202) {
            throw new IllegalStateException("subscribe: " + asked.statusCode() + " " + asked.body());
        }
        String link = link(address, CONFIRM);
        HttpResponse<String> answer = stack.read("POST", link, "", "application/x-www-form-urlencoded");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("confirm: " + answer.statusCode() + " " + answer.body());
        }
        confirmed.put(address, true);
    }

    private void leave() throws InterruptedException {
        List<SesLog.Accepted> letters = log.mails().stream()
                .filter(letter ->
                        confirmed.containsKey(letter.to()) && letter.subject().contains("No. "))
                .toList();
        if (letters.isEmpty()) {
            return;
        }
        SesLog.Accepted letter = letters.get(random.nextInt(letters.size()));
        Optional<String> link = find(letter, LEAVE);
        if (link.isEmpty()) {
            throw new IllegalStateException("no way out in mail " + letter.id());
        }
        everLeft.add(letter.to());
        confirmed.remove(letter.to());
        HttpResponse<String> answer =
                stack.read("POST", link.get(), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("leave: " + answer.statusCode() + " " + answer.body());
        }
    }

    private String link(String address, Pattern form) throws InterruptedException {
        while (!stack.ended()) {
            for (SesLog.Accepted letter : log.mails()) {
                if (letter.to().equals(address)) {
                    Optional<String> link = find(letter, form);
                    if (link.isPresent()) {
                        return link.get();
                    }
                }
            }
            Thread.sleep(A_MOMENT);
        }
        throw new InterruptedException("the run is over");
    }

    private Optional<String> find(SesLog.Accepted letter, Pattern form) {
        String raw = log.text(letter).replace("=\r\n", "").replace("=3D", "=").replace("\r\n ", "");
        Matcher link = form.matcher(raw);
        return link.find() ? Optional.of(link.group(1)) : Optional.empty();
    }
}
