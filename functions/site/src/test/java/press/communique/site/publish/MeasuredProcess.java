package press.communique.site.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a process took from start to end, as Linux tells it ({@code /proc}, looked at every 5 ms, so that the last of them
 * are missing).
 *
 * @param cpu seconds, user and system, all threads
 * @param peak megabytes of resident memory
 */
record MeasuredProcess(double wall, double cpu, long peak, String output) {

    private static final double TICKS_A_SECOND = 100;

    static MeasuredProcess run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        long begun = System.nanoTime();
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        Path proc = Path.of("/proc", String.valueOf(process.pid()));
        double cpu = 0;
        long peak = 0;
        do {
            try {
                String stat = Files.readString(proc.resolve("stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                cpu = Math.max(cpu, (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND);
                peak = Math.max(peak, peak(proc));
            } catch (NoSuchFileException ended) {
                break;
            } catch (IOException ending) {
                // Between its end and its disappearance.
            }
        } while (!process.waitFor(5, TimeUnit.MILLISECONDS));
        int code = process.waitFor();
        double wall = (System.nanoTime() - begun) / 1e9;
        if (code != 0) {
            throw new IOException(command.get(0) + " ended with " + code + ":\n" + Files.readString(output));
        }
        return new MeasuredProcess(wall, cpu, peak, Files.readString(output).strip());
    }

    private static long peak(Path proc) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    void print(String name, int posts) {
        System.out.printf(
                Locale.ROOT,
                "  %-12s wall %6.1f s   CPU %6.2f s   peak memory %5d MB   CPU a post %.3f ms%n",
                name,
                wall,
                cpu,
                peak,
                1000 * cpu / posts);
    }
}
