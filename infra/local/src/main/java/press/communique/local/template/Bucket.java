package press.communique.local.template;

import java.util.List;

/**
 * An S3 bucket.
 *
 * @param notices whom it tells of new objects
 * @param crossOrigin what pages from elsewhere may send it
 */
public record Bucket(String id, String name, List<Notice> notices, List<CrossOrigin> crossOrigin) {

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
    public record CrossOrigin(List<String> origins, List<String> methods, List<String> headers) {}

    /**
     * A queue that hears of new objects.
     *
     * @param queue its name
     * @param event such as {@code s3:ObjectCreated:*}
     */
    public record Notice(String queue, String event, String prefix, String suffix) {

        /** @param what without {@code s3:}, such as {@code ObjectCreated:Put} */
        public boolean isAbout(String what, String key) {
            String wanted = event.replaceFirst("^s3:", "");
            boolean named = wanted.endsWith("*")
                    ? what.startsWith(wanted.substring(0, wanted.length() - 1))
                    : what.equals(wanted);
            return named && key.startsWith(prefix) && key.endsWith(suffix);
        }
    }
}
