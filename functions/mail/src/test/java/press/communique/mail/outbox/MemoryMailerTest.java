package press.communique.mail.outbox;

import java.util.List;
import press.communique.mail.testing.MemoryMailer;

class MemoryMailerTest extends MailerContract {

    private final MemoryMailer mailer = new MemoryMailer();

    @Override
    Mailer mailer(Next next) {
        return mailer.next(
                switch (next) {
                    case WELL -> MemoryMailer.WELL;
                    case PARTLY -> MemoryMailer.PARTLY;
                    case THROTTLED -> MemoryMailer.THROTTLED;
                    case REPLY_LOST -> MemoryMailer.REPLY_LOST;
                });
    }

    @Override
    List<String> accepted() {
        return mailer.accepted().stream().map(mail -> mail.to().value()).toList();
    }
}
