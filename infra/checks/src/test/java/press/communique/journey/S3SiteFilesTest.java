package press.communique.journey;

import org.junit.jupiter.api.extension.ExtendWith;
import press.communique.site.files.S3SiteFiles;
import press.communique.site.files.SiteFiles;
import press.communique.site.files.SiteFilesContract;
import press.communique.store.aws.AwsClients;

/** The real bucket keeps the contract that its double keeps. */
@ExtendWith(Stack.Shared.class)
class S3SiteFilesTest extends SiteFilesContract {

    private final SiteFiles files;

    S3SiteFilesTest(Stack stack) {
        files = new S3SiteFiles(new AwsClients(stack.local.endpoints().environment()).s3(), "site-bucket");
    }

    @Override
    protected SiteFiles files() {
        return files;
    }
}
