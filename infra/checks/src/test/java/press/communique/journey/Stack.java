package press.communique.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import press.communique.checks.Folder;
import press.communique.local.LocalStack;
import press.communique.local.Options;

/** One stack for all journeys that leave each other alone, with settings in English and three topics. */
final class Stack implements AutoCloseable {

    /** Settings that most journeys start from. */
    static final String SETTINGS = """
            {
              "names": {"en": "Ministry of Foreign Affairs"},
              "taglines": {"en": "Diplomacy and trade"},
              "languages": ["en"],
              "defaultLanguage": "en",
              "timeZone": "Europe/Brussels",
              "types": [
                {"id": "news-item", "names": {"en": "News item"}},
                {"id": "press-release", "names": {"en": "Press release"}},
                {"id": "speech", "names": {"en": "Speech"}}
              ],
              "topics": [
                {"id": "ukraine", "names": {"en": "Ukraine"}},
                {"id": "great-lakes", "names": {"en": "Great Lakes region"}},
                {"id": "human-rights", "names": {"en": "Human rights"}}
              ],
              "navigation": [],
              "sender": "newsroom@example.org"
            }
            """;

    final LocalStack local;
    final Newsroom newsroom;
    final Path data;

    private Stack() throws Exception {
        data = Files.createTempDirectory("journeys");
        local = LocalStack.start(options(data));
        newsroom = new Newsroom(local);
        newsroom.settings(SETTINGS);
    }

    /** One of its own, for who disturbs others. */
    static Stack fresh() throws Exception {
        return new Stack();
    }

    /** The engines of this machine, whatever the environment names. */
    static Options options(Path data) {
        return Options.at(data).endpoint(null).template(Repository.file("template.yaml"));
    }

    @Override
    public void close() throws IOException {
        local.close();
        Folder.delete(data);
    }

    /** Gives tests the one stack; it stops after the last of them. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stack.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Stack.class))
                    .getOrComputeIfAbsent("stack", key -> new Held(), Held.class)
                    .stack;
        }

        private static final class Held implements AutoCloseable {
            private final Stack stack;

            Held() {
                try {
                    stack = new Stack();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() throws IOException {
                stack.close();
            }
        }
    }
}
