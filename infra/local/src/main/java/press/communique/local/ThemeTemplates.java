package press.communique.local;

import gg.jte.CodeResolver;
import gg.jte.resolve.DirectoryCodeResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Finds the source of a template: the theme's, else ours. */
final class ThemeTemplates implements CodeResolver {

    private final DirectoryCodeResolver theme;
    private final DirectoryCodeResolver ours;
    private final boolean hasOwn;

    ThemeTemplates(Path theme, Path ours) {
        this.theme = new DirectoryCodeResolver(theme);
        this.ours = new DirectoryCodeResolver(ours);
        this.hasOwn = Files.isDirectory(theme);
    }

    @Override
    public String resolve(String name) {
        return of(name).resolve(name);
    }

    @Override
    public long getLastModified(String name) {
        return of(name).getLastModified(name);
    }

    @Override
    public List<String> resolveAllTemplateNames() {
        var names = new TreeSet<>(ours.resolveAllTemplateNames());
        if (hasOwn) {
            names.addAll(theme.resolveAllTemplateNames());
        }
        return List.copyOf(names);
    }

    private CodeResolver of(String name) {
        return hasOwn && theme.exists(name) ? theme : ours;
    }
}
