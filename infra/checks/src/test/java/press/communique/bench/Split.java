package press.communique.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the time of a release goes: within each invocation of our functions, what is spent waiting for calls of the
 * engines, and the rest, which is our own code. Calls that run side by side count once.
 */
final class Split {

    private static final Pattern INVOCATION =
            Pattern.compile("(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) (\\w+Function)\\s+\\w+\\s+([\\d.]+) ms.*");

    /** What the stack itself calls while it looks for events; not part of any function. */
    private static final Set<String> LOOKING = Set.of(
            "GetRecords",
            "GetShardIterator",
            "DescribeStream",
            "ReceiveMessage",
            "DeleteMessage",
            "GetQueueAttributes");

    private record Interval(long from, long to) {}

    private record Call(Interval interval, String name) {}

    private record Invocation(Interval interval, String function) {}

    private final List<Call> calls = new ArrayList<>();
    private final List<Invocation> invocations = new ArrayList<>();

    Split(StackProcess stack) throws IOException {
        for (String line : Files.readAllLines(stack.calls())) {
            String[] parts = line.split(" ");
            if (parts.length == 5 && !LOOKING.contains(parts[3])) {
                calls.add(new Call(
                        new Interval(Long.parseLong(parts[0]), Long.parseLong(parts[1])), parts[2] + " " + parts[3]));
            }
        }
        for (String line : Files.readAllLines(stack.functionLog())) {
            Matcher invocation = INVOCATION.matcher(line);
            if (invocation.matches()) {
                LocalDateTime at = LocalDate.now().atTime(LocalTime.parse(invocation.group(1)));
                Instant end = at.atZone(ZoneId.systemDefault()).toInstant();
                long to = ChronoUnit.MICROS.between(Instant.EPOCH, end);
                long length = (long) (Double.parseDouble(invocation.group(3)) * 1000);
                invocations.add(new Invocation(new Interval(to - length, to), invocation.group(2)));
            }
        }
    }

    /** Prints, for the invocations that began after this moment, averages per release. */
    void print(Instant since, int releases, List<String> functions) {
        long from = ChronoUnit.MICROS.between(Instant.EPOCH, since);
        double own = 0;
        for (String function : functions) {
            long total = 0;
            long waiting = 0;
            int count = 0;
            for (Invocation invocation : invocations) {
                if (invocation.function().equals(function)
                        && invocation.interval().from() >= from) {
                    count++;
                    total += invocation.interval().to() - invocation.interval().from();
                    waiting += covered(invocation.interval());
                }
            }
            own += (total - waiting) / 1000.0 / releases;
            System.out.printf(
                    java.util.Locale.ROOT,
                    "    %-18s %5.2f invocations, %6.1f ms, of which %6.1f ms waiting for engines, %5.1f ms our own code%n",
                    function,
                    (double) count / releases,
                    total / 1000.0 / releases,
                    waiting / 1000.0 / releases,
                    (total - waiting) / 1000.0 / releases);
        }
        System.out.printf(java.util.Locale.ROOT, "    our own code, all of these: %.1f ms a release%n", own);
        Map<String, List<Long>> byName = new TreeMap<>();
        calls.stream().filter(call -> call.interval().from() >= from).forEach(call -> byName.computeIfAbsent(
                        call.name(), name -> new ArrayList<>())
                .add(call.interval().to() - call.interval().from()));
        byName.forEach((name, lengths) -> System.out.printf(
                java.util.Locale.ROOT,
                "    %-34s %6.2f calls a release, %5.1f ms each%n",
                name,
                (double) lengths.size() / releases,
                lengths.stream().mapToLong(length -> length).average().orElse(0) / 1000));
    }

    private long covered(Interval within) {
        List<Interval> inside = calls.stream()
                .map(Call::interval)
                .filter(call -> call.to() > within.from() && call.from() < within.to())
                .map(call -> new Interval(Math.max(call.from(), within.from()), Math.min(call.to(), within.to())))
                .sorted(Comparator.comparingLong(Interval::from))
                .toList();
        long covered = 0;
        long end = within.from();
        for (Interval call : inside) {
            long from = Math.max(call.from(), end);
            if (call.to() > from) {
                covered += call.to() - from;
                end = call.to();
            }
        }
        return covered;
    }
}
