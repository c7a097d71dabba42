package press.communique.store.log;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Prints a line of JSON for each message, in the form in which Lambda takes lines that are JSON already
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html).
 */
final class JsonLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1;
    /** CloudWatch keeps 256 KB of an event; a trace is of use for its beginning. */
    private static final int LONGEST_TRACE = 8_000;

    private final transient Supplier<PrintStream> out;
    private final int least;

    /** @param least the lowest level that is printed; null for none */
    JsonLogger(String name, Level least, Supplier<PrintStream> out) {
        this.name = name;
        this.least = least == null ? Integer.MAX_VALUE : least.toInt();
        this.out = out;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable trouble) {
        var line = new StringBuilder(200)
                .append("{\"timestamp\":\"")
                .append(Instant.now())
                .append("\",\"level\":\"")
                .append(level)
                .append("\",\"logger\":");
        text(line, name.substring(name.lastIndexOf('.') + 1));
        Correlation.current().ifPresent(id -> text(line.append(",\"correlationId\":"), id));
        text(line.append(",\"message\":"), MessageFormatter.basicArrayFormat(pattern, arguments));
        if (trouble != null) {
            text(line.append(",\"error\":"), trace(trouble));
        }
        out.get().println(line.append('}'));
    }

    private static String trace(Throwable trouble) {
        var trace = new StringWriter();
        trouble.printStackTrace(new PrintWriter(trace));
        return trace.getBuffer()
                .substring(0, Math.min(LONGEST_TRACE, trace.getBuffer().length()));
    }

    private static void text(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < ' ') {
                        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return JsonLogger.class.getName();
    }

    private boolean is(Level level) {
        return level.toInt() >= least;
    }

    @Override
    public boolean isTraceEnabled() {
        return is(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return is(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return is(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return is(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return is(Level.ERROR);
    }
}
