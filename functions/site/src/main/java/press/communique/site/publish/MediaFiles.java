package press.communique.site.publish;

import press.communique.core.media.Media;

/** The files of uploads on the site. */
public interface MediaFiles {

    /** For tests of what shows no uploads. */
    MediaFiles NONE = media -> 0;

    /**
     * Sees to it that an upload's files stand at their public addresses.
     *
     * @return how many had to be put there
     */
    int bring(Media media);
}
