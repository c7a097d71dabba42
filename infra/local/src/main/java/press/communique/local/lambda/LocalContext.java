package press.communique.local.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import press.communique.local.template.Function;

/** What a handler may ask about its invocation. */
public final class LocalContext implements Context {

    private final Function function;
    private final String requestId;
    private final LongSupplier remainingMillis;
    private final Consumer<String> log;

    public LocalContext(Function function, String requestId, LongSupplier remainingMillis, Consumer<String> log) {
        this.function = function;
        this.requestId = requestId;
        this.remainingMillis = remainingMillis;
        this.log = log;
    }

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return "/communique/local/functions";
    }

    @Override
    public String getLogStreamName() {
        return function.id();
    }

    @Override
    public String getFunctionName() {
        return function.id();
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:local:000000000000:function:" + function.id();
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, remainingMillis.getAsLong());
    }

    @Override
    public int getMemoryLimitInMB() {
        return function.memoryMegabytes();
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                log.accept(message);
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }
}
