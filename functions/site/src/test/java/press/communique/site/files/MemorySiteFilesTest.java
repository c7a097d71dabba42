package press.communique.site.files;

class MemorySiteFilesTest extends SiteFilesContract {

    private final SiteFiles files = new MemorySiteFiles();

    @Override
    protected SiteFiles files() {
        return files;
    }
}
