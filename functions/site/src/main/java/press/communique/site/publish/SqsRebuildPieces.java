package press.communique.site.publish;

import software.amazon.awssdk.services.sqs.SqsClient;

/** Pieces on their way to the queue. */
final class SqsRebuildPieces implements RebuildPieces {

    private final SqsClient sqs;
    private final String queue;

    SqsRebuildPieces(SqsClient sqs, String queue) {
        this.sqs = sqs;
        this.queue = queue;
    }

    @Override
    public void send(Piece piece) {
        sqs.sendMessage(send -> send.queueUrl(queue).messageBody(piece.json()));
    }
}
