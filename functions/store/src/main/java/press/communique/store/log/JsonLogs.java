package press.communique.store.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What SLF4J writes with in a function: our own lines from INFO on, those of libraries from WARN on. The system property {@code
 * communique.log} is {@code own} where libraries are to be silent, {@code off} where all are.
 *
 * <p>Sixty lines of ours instead of a logging framework in every function's zip and cold start.
 */
public final class JsonLogs implements SLF4JServiceProvider, ILoggerFactory {

    private static final String OURS = "press.communique";

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter noContext = new NOPMDCAdapter();

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, any -> new JsonLogger(any, least(any), () -> System.out));
    }

    private static Level least(String name) {
        String wanted = System.getProperty("communique.log", "all");
        if (wanted.equals("off")) {
            return null;
        }
        if (name.startsWith(OURS)) {
            return Level.INFO;
        }
        return wanted.equals("own") ? null : Level.WARN;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return this;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return noContext;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // Nothing to prepare.
    }
}
