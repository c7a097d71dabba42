package press.communique.site.publish;

import java.util.function.Supplier;
import press.communique.core.page.Stamp;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;

/** A file whose bytes are made when they are needed. */
record Rendering(Stamp stamp, Supplier<SiteFile> maker) implements Replacement.Rendering {

    @Override
    public SiteFile render() {
        return maker.get();
    }
}
