package press.communique.mail.share;

import java.util.Optional;
import press.communique.core.audience.Reader;
import press.communique.core.audience.Recipient;
import press.communique.core.mail.Batch;
import press.communique.mail.outbox.Sender;

/** One post, for those who are to hear of it at once. */
final class PostMatter implements Matter {

    private final PostNow post;
    private final Choice choice;

    PostMatter(PostNow post, Choice choice) {
        this.post = post;
        this.choice = choice;
    }

    @Override
    public State look() {
        return post.look();
    }

    @Override
    public Filling filling() {
        return reader -> language(reader).isPresent() ? Filling.Fit.IN : Filling.Fit.OUT;
    }

    @Override
    public Letters letters(Batch batch) {
        return recipient -> language(recipient.reader()).map(language -> letter(batch, recipient, language));
    }

    private Letter letter(Batch batch, Recipient recipient, String language) {
        PostNow.Shown shown = post.shown();
        return new Letter(
                shown.mails().mail(shown.post(), language, recipient, batch, choice.correction(shown.post())),
                language);
    }

    private Optional<String> language(Reader reader) {
        return choice.language(reader, post.shown().post());
    }

    @Override
    public Sender sender() {
        return post.shown().sender();
    }

    @Override
    public long revision() {
        return post.shown().post().release().revision();
    }
}
