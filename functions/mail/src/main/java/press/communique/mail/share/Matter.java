package press.communique.mail.share;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.Reader;
import press.communique.core.audience.Recipient;
import press.communique.core.mail.Batch;
import press.communique.core.mail.DigestItem;
import press.communique.mail.outbox.Mail;
import press.communique.mail.outbox.Sender;

/** What a mailing is about, as one worker sees it: a post, or a period. */
interface Matter {

    /** Whether and how it can be mailed. */
    enum State {
        /** What is released is what the site shows. */
        SHOWN,
        /** A newer release is on its way to the site; its pages may not be there yet. */
        TURNING,
        WITHDRAWN
    }

    /** Looks at the tables, consistently; what is answered below is as of this. */
    State look();

    /**
     * Looks again when a turn to send has come, which may take as long as a worker has. A digest need not: its letters look at
     * each of their posts.
     */
    default State lookAtTurn() {
        return look();
    }

    /** Begins a batch. */
    Filling filling();

    /** Goes through the letters of a batch; asked anew at each attempt to claim it, once its readers were read. */
    Letters letters(Batch batch);

    Sender sender();

    /** Of the post; 0 where there is none, or more than one. */
    long revision();

    /** One batch while it is filled. */
    interface Filling {

        enum Fit {
            OUT,
            IN,
            /** It would be one too many: the batch ends before this reader. */
            FULL
        }

        Fit fit(Reader reader);
    }

    /** The letters of one batch. */
    interface Letters {

        /** @return nothing if this reader is not to be mailed any more */
        Optional<Letter> to(Recipient recipient);

        /** What was in the letters of the attempt before, by reader. */
        default Map<String, List<DigestItem>> before() {
            return Map.of();
        }
    }

    /**
     * One reader's.
     *
     * @param contents of a digest; empty otherwise
     * @param mark that the reader has once it is claimed; empty to leave it
     */
    record Letter(Mail mail, String language, List<DigestItem> contents, Optional<DigestMark> mark) {

        /** About one post. */
        Letter(Mail mail, String language) {
            this(mail, language, List.of(), Optional.empty());
        }
    }
}
