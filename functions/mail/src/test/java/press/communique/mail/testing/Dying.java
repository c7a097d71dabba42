package press.communique.mail.testing;

import java.util.Map;
import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** A table's client whose caller ends at one of its calls, before it takes effect or after. */
public final class Dying implements ExecutionInterceptor {

    private final int killAt;
    private final boolean before;
    private int calls;
    private Runnable beforeWrites = () -> {};

    /** @param killAt counted from 1; 0 for never */
    public Dying(int killAt, boolean before) {
        this.killAt = killAt;
        this.before = before;
    }

    public DynamoDbClient client(Map<String, String> environment) {
        return new AwsClients(environment)
                .configure(DynamoDbClient.builder(), "DYNAMODB")
                .overrideConfiguration(watched -> watched.addExecutionInterceptor(this))
                .build();
    }

    /** How many calls there were, pages of readers not counted: to die there is to die at the next. */
    public int calls() {
        return calls;
    }

    /** Done before each write. */
    public void beforeWrites(Runnable action) {
        beforeWrites = action;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
        if (writes(call.request())) {
            beforeWrites.run();
        }
        if (!(call.request() instanceof QueryRequest)) {
            calls++;
            if (calls == killAt && before) {
                throw new Killed();
            }
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        if (calls == killAt && !before && writes(call.request())) {
            throw new Killed();
        }
    }

    private static boolean writes(SdkRequest request) {
        return !request.getClass().getSimpleName().matches("(Get|BatchGet|Query).*");
    }
}
