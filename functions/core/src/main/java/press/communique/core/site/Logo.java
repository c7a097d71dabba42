package press.communique.core.site;

/**
 * What stands before the newsroom's name.
 *
 * @param media the upload's id
 * @param path where readers find it
 * @param width of the file at that path, in pixels
 */
public record Logo(String media, String path, int width, int height) {}
