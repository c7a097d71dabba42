package press.communique.local.engine;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps DynamoDB Local from logging; what logs with SLF4J is silenced by {@code LocalStack}. */
final class Silence {

    /** Held, since the log manager holds loggers weakly. */
    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private Silence() {}

    static void dynamoDb() {
        SQLITE.setLevel(Level.OFF);
        // DynamoDB Local logs with log4j-api, which finds no implementation here and says so unless told not to.
        setUnlessSet("log4j2.StatusLogger.level", "OFF");
        setUnlessSet("log4j2.loggerContextFactory", "org.apache.logging.log4j.simple.SimpleLoggerContextFactory");
        setUnlessSet("org.apache.logging.log4j.simplelog.level", "OFF");
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
