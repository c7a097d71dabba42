package press.communique.site.schedule;

import java.net.URI;

/** Pages as readers get them. */
interface PublicPages {

    /** Whether readers get this release of a post there, or a later one. */
    boolean shows(URI page, long revision) throws InterruptedException;
}
