package press.communique.local.lambda;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;

/**
 * Turns an event's JSON into what the handler takes, and its reply into JSON, with the same serializers that the
 * runtime of Lambda uses: what does not survive them there does not survive here.
 *
 * @see <a href="https://github.com/aws/aws-lambda-java-libs">EventHandlerLoader in the runtime interface client</a>
 */
final class LambdaJson {

    private final PojoSerializer<Object> in;
    private final PojoSerializer<Object> out;

    LambdaJson(Type takes, Type returns) {
        this.in = serializer(takes);
        this.out = serializer(returns);
    }

    Object read(byte[] event) {
        return in.fromJson(new ByteArrayInputStream(event));
    }

    byte[] write(Object reply) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(4_096);
        out.toJson(reply, json);
        return json.toByteArray();
    }

    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Type type) {
        if (type instanceof Class<?> c && LambdaEventSerializers.isLambdaSupportedEvent(c.getName())) {
            return LambdaEventSerializers.serializerFor((Class<Object>) c, LambdaJson.class.getClassLoader());
        }
        return JacksonFactory.getInstance().getSerializer(type);
    }
}
