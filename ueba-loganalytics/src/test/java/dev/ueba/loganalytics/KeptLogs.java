package dev.ueba.loganalytics;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Keeps what is logged through slf4j at every level, while a test asks for it; silent otherwise. */
public final class KeptLogs implements SLF4JServiceProvider {

    private static final List<String> LINES = new CopyOnWriteArrayList<>();
    private static volatile boolean keeping;

    private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new NOPMDCAdapter();

    /** Begins anew. */
    static void keep() {
        LINES.clear();
        keeping = true;
    }

    /** Ends, and returns everything since {@link #keep}. */
    static List<String> end() {
        keeping = false;
        return List.copyOf(LINES);
    }

    /** Returns message and stack trace. */
    static String text(String message, Throwable thrown) {
        StringWriter text = new StringWriter().append(message).append('\n');
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> loggers.computeIfAbsent(name, KeepingLogger::new);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}

    private static final class KeepingLogger extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1L;

        KeepingLogger(String name) {
            this.name = name;
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return KeepingLogger.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
            if (keeping) {
                LINES.add(
                        name + " " + level + " " + text(MessageFormatter.basicArrayFormat(message, arguments), thrown));
            }
        }

        @Override
        public boolean isTraceEnabled() {
            return keeping;
        }

        @Override
        public boolean isDebugEnabled() {
            return keeping;
        }

        @Override
        public boolean isInfoEnabled() {
            return keeping;
        }

        @Override
        public boolean isWarnEnabled() {
            return keeping;
        }

        @Override
        public boolean isErrorEnabled() {
            return keeping;
        }
    }
}
