package press.communique.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import press.communique.local.StackMistake;
import press.communique.local.template.Function;

/** The class that a function's {@code Handler} names, with the types that it takes and returns. */
final class HandlerClass {

    private final Function function;
    private final Map<String, String> environment;
    private final Class<?> type;
    private final Type[] inAndOut;

    HandlerClass(Function function, Map<String, String> environment) {
        this.function = function;
        this.environment = environment;
        this.type = load();
        this.inAndOut = inAndOut(type);
    }

    Type takes() {
        return inAndOut[0];
    }

    Type returns() {
        return inAndOut[1];
    }

    @SuppressWarnings("unchecked")
    RequestHandler<Object, Object> construct() {
        try {
            return (RequestHandler<Object, Object>)
                    type.getConstructor(Map.class).newInstance(environment);
        } catch (NoSuchMethodException e) {
            throw new StackMistake(
                    type.getName() + ", the handler of " + function.id() + ", has no public constructor that takes its"
                            + " environment as a Map<String, String>; add one, and let the one without arguments pass"
                            + " System.getenv() to it.",
                    e);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            String why = cause.getMessage() == null
                    ? cause.toString()
                    : cause.getMessage().replaceFirst("\\.$", "");
            throw new StackMistake(
                    function.id() + " cannot start: " + why
                            + ". If it lacks a setting, give it one under its Environment in template.yaml.",
                    cause);
        } catch (ReflectiveOperationException e) {
            throw new StackMistake(
                    type.getName() + ", the handler of " + function.id() + ", cannot be constructed; make the class and"
                            + " its constructor public.",
                    e);
        }
    }

    private Class<?> load() {
        String handler = function.handler();
        int colons = handler.indexOf("::");
        String name = colons < 0 ? handler : handler.substring(0, colons);
        if (colons >= 0 && !handler.substring(colons + 2).equals("handleRequest")) {
            throw new StackMistake("template.yaml names " + handler + " for " + function.id()
                    + "; the local stack calls handleRequest only, so name " + name + "::handleRequest.");
        }
        Class<?> found;
        try {
            found = Class.forName(name, true, HandlerClass.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new StackMistake(
                    "template.yaml names the handler " + handler + " for " + function.id()
                            + ", but there is no such class; correct the Handler, or write the class.",
                    e);
        }
        if (!RequestHandler.class.isAssignableFrom(found)) {
            throw new StackMistake(
                    name + ", the handler of " + function.id() + ", is no RequestHandler; let it implement"
                            + " com.amazonaws.services.lambda.runtime.RequestHandler.");
        }
        return found;
    }

    private static Type[] inAndOut(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Type implemented : c.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType generic && generic.getRawType() == RequestHandler.class) {
                    return generic.getActualTypeArguments();
                }
            }
        }
        return new Type[] {Object.class, Object.class};
    }
}
