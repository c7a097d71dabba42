package press.communique.local.template;

import java.util.List;

/**
 * A table's stream as an event source.
 *
 * @param table name of the table
 * @param filters patterns, JSON, one of which a record must match; empty for all records
 * @param maximumRetries -1 for no end
 * @param maximumAgeSeconds -1 for no end
 * @param onFailure name of the queue for what could not be processed, or null
 */
public record StreamSource(
        String name,
        String table,
        int batchSize,
        int windowSeconds,
        List<String> filters,
        int maximumRetries,
        int maximumAgeSeconds,
        boolean bisect,
        boolean reportItemFailures,
        boolean latest,
        String onFailure) {}
