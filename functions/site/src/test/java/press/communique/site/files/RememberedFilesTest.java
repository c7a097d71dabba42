package press.communique.site.files;

class RememberedFilesTest extends SiteFilesContract {

    private final SiteFiles files = new RememberedFiles(new MemorySiteFiles());

    @Override
    protected SiteFiles files() {
        return files;
    }
}
