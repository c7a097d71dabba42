package press.communique.local.lambda;

/** What wakes a function. */
interface EventSource {

    /** Takes no more events; what runs goes on. */
    void stop();

    /** Ends its threads. */
    void end();
}
