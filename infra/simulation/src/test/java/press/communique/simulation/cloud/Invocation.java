package press.communique.simulation.cloud;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import press.communique.local.template.Function;

/** What a handler may ask about its invocation. */
record Invocation(Function spec, Task task, World world) implements Context {
    @Override
    public String getAwsRequestId() {
        return "r";
    }

    @Override
    public String getLogGroupName() {
        return "";
    }

    @Override
    public String getLogStreamName() {
        return "";
    }

    @Override
    public String getFunctionName() {
        return spec.id();
    }

    @Override
    public String getFunctionVersion() {
        return "";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "";
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
        return (int) ((task.deadline() - world.now()) / 1_000);
    }

    @Override
    public int getMemoryLimitInMB() {
        return spec.memoryMegabytes();
    }

    @Override
    public LambdaLogger getLogger() {
        return null;
    }
}
