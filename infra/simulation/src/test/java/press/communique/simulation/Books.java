package press.communique.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the people outside know: what they asked for, when, and what they were answered. Nothing here comes from our tables.
 */
final class Books {

    static final long NEVER = Long.MAX_VALUE;

    /** A request, from when it was sent to when it was answered; {@link #NEVER} if nobody knows what became of it. */
    static final class Asked {
        final String what;
        final long begun;
        long ended = NEVER;
        boolean isGranted;
        boolean isRefused;

        Asked(String what, long begun) {
            this.what = what;
            this.begun = begun;
        }

        /** Whether it may have taken effect. */
        boolean isPossible() {
            return !isRefused;
        }
    }

    /** One text of a post, told by its mark. */
    static final class Text {
        final int mark;
        final Asked asked;
        long revision = -1;

        Text(int mark, Asked asked) {
            this.mark = mark;
            this.asked = asked;
        }
    }

    /** A release: a text of the post may be public from then on. */
    static final class Release {
        final Asked asked;
        final long from;
        final boolean notify;
        long revision = -1;

        Release(Asked asked, long from, boolean notify) {
            this.asked = asked;
            this.from = from;
            this.notify = notify;
        }
    }

    /** A post of which several may be under way; {@code id} is null until an answer told it. */
    static final class Post {
        final int number;
        String id;
        final List<Text> texts = new ArrayList<>();
        final List<Release> releases = new ArrayList<>();
        final List<Asked> withdrawals = new ArrayList<>();
        final List<Asked> corrections = new ArrayList<>();

        Post(int number) {
            this.number = number;
        }
    }

    static final class Reader {
        final String address;
        final List<Asked> requests = new ArrayList<>();
        final List<Asked> confirmations = new ArrayList<>();
        final List<Asked> changes = new ArrayList<>();
        final List<Asked> departures = new ArrayList<>();
        long bouncesFrom = NEVER;

        Reader(String address) {
            this.address = address;
        }
    }

    final Map<Integer, Post> posts = new TreeMap<>();
    final Map<String, Reader> readers = new LinkedHashMap<>();
    final Map<Integer, Post> byMark = new TreeMap<>();
    int marks;

    /** In front of what only one text has; it stands in titles, summaries and bodies. */
    static String title(int mark) {
        return "tk" + mark + "x";
    }

    static String body(int mark) {
        return "bk" + mark + "x";
    }
}
