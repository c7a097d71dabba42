package press.communique.mail.testing;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Counts the calls to DynamoDB and SQS of every client there is, and lets the caller die at one of them, before or after
 * it takes effect. The SDK finds it by its file of global interceptors.
 */
public final class Deaths implements ExecutionInterceptor {

    private static List<String> calls;
    private static int killAt;
    private static boolean killBefore;
    private static boolean happened;
    private static boolean isLooking;

    /** What happens from now on is counted. */
    public static synchronized void count() {
        arm(0, true);
    }

    /** Whoever makes the call of this number, from 1, dies. */
    public static synchronized void arm(int call, boolean before) {
        calls = new ArrayList<>();
        killAt = call;
        killBefore = before;
        happened = false;
        isLooking = true;
    }

    /** Nothing more is counted, and nobody dies. */
    public static synchronized void rest() {
        isLooking = false;
    }

    /** Whether calls count that are made now. */
    public static synchronized void look(boolean on) {
        isLooking = on;
    }

    /** @return the calls by name since they were counted */
    public static synchronized List<String> disarm() {
        List<String> counted = calls;
        calls = null;
        return counted;
    }

    public static synchronized boolean happened() {
        return happened;
    }

    /** Whether a call changes something; to die after one that does not is to die before the next. */
    public static boolean writes(String call) {
        return !call.matches("(Get|BatchGet|Query).*");
    }

    @Override
    public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
        synchronized (Deaths.class) {
            if (calls == null || !isLooking) {
                return;
            }
            calls.add(name(call.request()));
            if (calls.size() == killAt && killBefore) {
                happened = true;
                throw new Killed();
            }
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        synchronized (Deaths.class) {
            if (calls != null && isLooking && calls.size() == killAt && !killBefore && !happened) {
                happened = true;
                throw new Killed();
            }
        }
    }

    private static String name(SdkRequest request) {
        return request.getClass().getSimpleName();
    }
}
