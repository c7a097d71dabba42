package press.communique.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import press.communique.local.engine.Clients;
import press.communique.local.engine.DynamoDbEngine;
import press.communique.local.engine.Endpoints;
import press.communique.local.engine.Resources;
import press.communique.local.engine.S3Engine;
import press.communique.local.engine.SqsEngine;
import press.communique.local.event.EventBus;
import press.communique.local.front.CloudFrontEndpoint;
import press.communique.local.lambda.WriteSignal;
import press.communique.local.mail.Outbox;
import press.communique.local.mail.SesEndpoint;
import press.communique.local.template.EventDestination;
import press.communique.local.template.Queue;
import press.communique.local.template.StackTemplate;

/** All engines of one stack, or an emulator in the place of three of them. */
final class Engines implements AutoCloseable {

    private static final String REGION = "eu-central-1";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final WriteSignal writes = new WriteSignal();
    private SqsEngine sqs;
    private S3Engine s3;
    private SesEndpoint ses;
    private CloudFrontEndpoint cloudFront;
    private Endpoints endpoints;
    private Clients clients;

    private Engines() {}

    static Engines start(
            DataDirectory data,
            StackTemplate template,
            Outbox outbox,
            URI emulator,
            java.util.function.Consumer<String> note)
            throws Exception {
        Engines engines = new Engines();
        try {
            engines.startAll(data, template, outbox, emulator, note);
            return engines;
        } catch (Exception | Error e) {
            engines.close();
            throw e;
        }
    }

    private void startAll(
            DataDirectory data,
            StackTemplate template,
            Outbox outbox,
            URI emulator,
            java.util.function.Consumer<String> note)
            throws Exception {
        ExecutorService together = Executors.newFixedThreadPool(3);
        try {
            Future<SesEndpoint> mail = together.submit(opened(() -> new SesEndpoint(outbox, note)));
            Future<CloudFrontEndpoint> cdn = together.submit(opened(CloudFrontEndpoint::new));
            if (emulator == null) {
                Future<DynamoDbEngine> tables = together.submit(opened(() -> new DynamoDbEngine(data.dynamoDb())));
                Future<SqsEngine> queues = together.submit(opened(() -> new SqsEngine(data.sqs(), REGION)));
                Future<S3Engine> files = together.submit(opened(() -> new S3Engine(data.s3(), template.buckets())));
                sqs = queues.get();
                s3 = files.get();
                tables.get().onWrite(writes::written);
                endpoints = Endpoints.local(
                        REGION,
                        tables.get().endpoint(),
                        files.get().endpoint(),
                        sqs.endpoint(),
                        mail.get().endpoint(),
                        cdn.get().endpoint());
            } else {
                endpoints = emulated(emulator, mail.get().endpoint(), cdn.get().endpoint());
            }
            ses = mail.get();
            cloudFront = cdn.get();
            clients = new Clients(endpoints);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } finally {
            together.shutdown();
        }
    }

    private static Endpoints emulated(URI emulator, URI mail, URI cdn) {
        Map<String, String> credentials = new HashMap<>();
        credentials.put("AWS_ACCESS_KEY_ID", System.getenv().getOrDefault("AWS_ACCESS_KEY_ID", "test"));
        credentials.put("AWS_SECRET_ACCESS_KEY", System.getenv().getOrDefault("AWS_SECRET_ACCESS_KEY", "test"));
        String region = System.getenv().getOrDefault("AWS_REGION", "us-east-1");
        return new Endpoints(region, emulator, emulator, emulator, mail, cdn, credentials);
    }

    private <T extends AutoCloseable> Callable<T> opened(Callable<T> engine) {
        return () -> {
            T started = engine.call();
            synchronized (open) {
                open.add(started);
            }
            return started;
        };
    }

    /** Creates what the template wants; gives the queues' addresses by name. */
    Map<String, String> createResources(StackTemplate template) throws Exception {
        var resources = new Resources(clients);
        Map<String, String> queueUrls = resources.create(template);
        var bus = new EventBus(template.rules(), queueUrls, clients.sqs());
        ses.events()
                .tell(
                        bus::publish,
                        template.eventDestinations().stream()
                                .collect(
                                        Collectors.toMap(EventDestination::configurationSet, EventDestination::types)));
        if (sqs != null) {
            for (Queue queue : template.queues()) {
                sqs.restore(queue.name());
            }
            s3.tell(template.buckets(), queueUrls, clients, endpoints.region());
        } else {
            resources.tell(template.buckets());
        }
        ses.goOn();
        return queueUrls;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    Clients clients() {
        return clients;
    }

    WriteSignal writes() {
        return writes;
    }

    /** How long a stream's reader waits at most before it looks again: long where writes are told, else not. */
    long idlePollMillis() {
        return sqs == null ? 25 : 500;
    }

    SesEndpoint ses() {
        return ses;
    }

    CloudFrontEndpoint cloudFront() {
        return cloudFront;
    }

    @Override
    public void close() {
        if (ses != null) {
            // As long as there is a queue for its events.
            ses.settle();
        }
        if (clients != null) {
            clients.close();
        }
        synchronized (open) {
            open.parallelStream().forEach(engine -> {
                try {
                    engine.close();
                } catch (Exception e) {
                    // The others must still be closed; what was written is on disk.
                }
            });
        }
    }
}
