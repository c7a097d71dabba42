package press.communique.simulation.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Loads the functions' own classes, as they are deployed but for {@link Redirects}; everything else comes from the parent.
 *
 * <pre>{@code
 * var handlers = new IsolatingLoader(Map.of());
 * Class<?> handler = handlers.loadClass("press.communique.site.PublishHandler");
 * }</pre>
 */
public final class IsolatingLoader extends ClassLoader {

    private final Map<String, byte[]> changed;
    private final BiFunction<String, byte[], byte[]> then;

    /** @param changed classes that stand in for the deployed ones, by name: planted mistakes */
    public IsolatingLoader(Map<String, byte[]> changed) {
        this(changed, (name, bytes) -> bytes);
    }

    /** @param then what else is done to each class, such as counting its branches */
    public IsolatingLoader(Map<String, byte[]> changed, BiFunction<String, byte[], byte[]> then) {
        super(IsolatingLoader.class.getClassLoader());
        this.changed = changed;
        this.then = then;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isOurs(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    /** The pages' and mails' templates are classes that call ours. */
    private static boolean isOurs(String name) {
        return name.startsWith("press.communique.") && !name.startsWith("press.communique.simulation.")
                || name.startsWith("gg.jte.generated.");
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = changed.get(name);
        if (bytes == null) {
            bytes = read(name);
        }
        byte[] isolated = then.apply(name, Redirects.apply(bytes));
        return defineClass(name, isolated, 0, isolated.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
