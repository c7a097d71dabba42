package press.communique.site.files;

import java.util.Optional;

/**
 * Where the site's files lie. There is no way to write a file without saying what one saw in its place, and none to
 * delete one.
 */
public interface SiteFiles {

    Held look(String key);

    /**
     * Writes the file if its place is still as it was seen.
     *
     * @param seen what {@link #look} gave, or {@link Held#NOTHING} to write only if there is no such file
     * @return what is there now; empty if somebody else wrote meanwhile, in which case everything starts over: look, read
     *     the state, render
     */
    Optional<Held> put(SiteFile file, Held seen);
}
