/** Runs handlers as Lambda does: JSON in and out, time limits, and the event sources with their retries. */
package press.communique.local.lambda;
