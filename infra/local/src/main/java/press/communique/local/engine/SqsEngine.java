package press.communique.local.engine;

import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.msg.LookupQueue;
import org.elasticmq.msg.RestoreMessages;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** ElasticMQ, its messages kept as files. */
public final class SqsEngine implements Engine {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SETTINGS = """
            pekko {
              loglevel = "OFF"
              stdout-loglevel = "OFF"
              log-dead-letters = off
              log-dead-letters-during-shutdown = off
              daemonic = on
              jvm-shutdown-hooks = off
              coordinated-shutdown.run-by-jvm-shutdown-hook = off
              http.server {
                server-header = ""
                request-timeout = 30 s
                idle-timeout = 120 s
                termination-deadline-exceeded-response.status = 503
              }
              actor.default-dispatcher.fork-join-executor { parallelism-min = 2, parallelism-max = 4 }
              actor.default-blocking-io-dispatcher.thread-pool-executor.fixed-pool-size = 2
            }
            """;

    private final Path directory;
    private final ActorSystem actors;
    private final ActorRef queues;
    private final SQSRestServer server;
    private final URI endpoint;

    public SqsEngine(Path directory, String region) throws Exception {
        this.directory = Files.createDirectories(directory);
        // The loader that has the configuration files of Pekko: this class's, whatever thread starts it.
        ClassLoader loader = SqsEngine.class.getClassLoader();
        actors = ActorSystem.create(
                "sqs", ConfigFactory.parseString(SETTINGS).withFallback(ConfigFactory.load(loader)), loader);
        ActorRef files = actors.actorOf(Props.create(QueueFiles.class, () -> new QueueFiles(directory)));
        queues = actors.actorOf(Props.create(
                QueueManagerActor.class,
                () -> new QueueManagerActor(new NowProvider(), StrictSQSLimits$.MODULE$, Option.apply(files))));
        server = SQSRestServerBuilder.withActorSystem(actors)
                .withQueueManagerActor(queues)
                .withQueueEventListener(files)
                .withInterface("127.0.0.1")
                .withDynamicPort()
                .withAWSRegion(region)
                .withAWSAccountId("000000000000")
                .start();
        endpoint = URI.create(
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    }

    /** Puts a queue's messages of the last run back into it. The queue must have been created. */
    public void restore(String queue) throws Exception {
        List<InternalMessage> messages = QueueFiles.read(directory, queue);
        if (messages.isEmpty()) {
            return;
        }
        Option<?> actor = (Option<?>) ask(queues, new LookupQueue(queue));
        if (actor.isDefined()) {
            ask(
                    (ActorRef) actor.get(),
                    new RestoreMessages(CollectionConverters.asScala(messages).toList()));
        }
    }

    private static Object ask(ActorRef actor, Object message) throws Exception {
        return Patterns.ask(actor, message, PATIENCE)
                .toCompletableFuture()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        server.stopAndGetFuture();
        actors.terminate();
        try {
            actors.getWhenTerminated().toCompletableFuture().get(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception late) {
            // Its threads are daemons; messages are on disk already.
        }
    }
}
