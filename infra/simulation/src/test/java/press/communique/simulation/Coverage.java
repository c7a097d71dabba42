package press.communique.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.data.SessionInfoStore;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.IRuntime;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;
import press.communique.local.template.StackTemplate;
import press.communique.simulation.isolation.IsolatingLoader;

/** Which branches of the functions' classes the histories reached. */
final class Coverage {

    private final IRuntime runtime = new LoggerRuntime();
    private final RuntimeData data = new RuntimeData();
    private final Map<String, byte[]> classes = new ConcurrentHashMap<>();

    Coverage() {
        try {
            runtime.startup(data);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A loader whose classes are counted. */
    IsolatingLoader loader() {
        var instrumenter = new Instrumenter(runtime);
        return new IsolatingLoader(Map.of(), (name, bytes) -> {
            classes.put(name, bytes);
            try {
                return instrumenter.instrument(bytes, name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Branches reached and there are, of each handler and of each package, as lines to print. */
    String told(StackTemplate stack) {
        var found = new ExecutionDataStore();
        data.collect(found, new SessionInfoStore(), false);
        var builder = new CoverageBuilder();
        var analyzer = new Analyzer(found, builder);
        classes.forEach((name, bytes) -> {
            try {
                analyzer.analyzeClass(bytes, name);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        var handlers = new TreeMap<String, int[]>();
        var packages = new TreeMap<String, int[]>();
        for (IClassCoverage each : builder.getClasses()) {
            String name = each.getName().replace('/', '.');
            boolean isHandler = stack.functions().stream()
                    .anyMatch(function -> name.startsWith(function.handler().split("::")[0]));
            if (isHandler) {
                add(handlers, name.split("\\$")[0], each);
            }
            if (name.startsWith("press.communique.")) {
                add(packages, each.getPackageName().replace('/', '.'), each);
            }
        }
        var told = new StringBuilder("Branches of the handlers\n");
        handlers.forEach((name, count) -> told.append(line(name, count)));
        told.append("Branches of the packages that were loaded\n");
        packages.forEach((name, count) -> told.append(line(name, count)));
        return told.toString();
    }

    private static void add(Map<String, int[]> to, String name, IClassCoverage each) {
        int[] count = to.computeIfAbsent(name, any -> new int[2]);
        count[0] += each.getBranchCounter().getCoveredCount();
        count[1] += each.getBranchCounter().getTotalCount();
    }

    private static String line(String name, int[] count) {
        return "%5d of %5d  %s%n".formatted(count[0], count[1], name);
    }
}
