package press.communique.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import press.communique.local.lambda.LambdaFunction;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.cloudfront.model.CreateInvalidationRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.sesv2.model.GetAccountRequest;
import software.amazon.awssdk.services.sesv2.model.SendBulkEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Notes what each function of a running local stack asks of AWS, as IAM names it, in a file for each JVM of one run of the
 * tests, under {@code target/calls}: {@code EditorApiFunction dynamodb:GetItem PostsTable POST#}. Only beginnings of keys, and
 * each line once. Nothing where no run is named, as in a bench.
 */
public final class RecordedCalls implements ExecutionInterceptor {

    /** Of this run alone: what a former one asked for may be asked for no more. */
    private static final Optional<Path> FOLDER =
            Optional.ofNullable(System.getProperty("communique.run")).map(run -> Path.of("target", "calls", run));

    /** Of a listing of everything, which no condition on the prefix allows. */
    private static final String NO_PREFIX = "-";

    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    /**
     * One kind of call.
     *
     * @param resource by the template's logical id: {@code PostsTable/index/open}, {@code SiteBucket/en/feed.xml}
     * @param leadingKey of an item, as far as its first {@code #}, or the prefix of a listing; empty where it is about none
     */
    record Call(String function, String action, String resource, String leadingKey) {

        String line() {
            return String.join(" ", function, action, resource, leadingKey);
        }

        static Call read(String line) {
            String[] parts = line.split(" ", -1);
            return new Call(parts[0], parts[1], parts[2], parts[3]);
        }
    }

    /** All that this run asked for. */
    static Set<Call> all() throws IOException {
        var calls = new HashSet<Call>();
        if (FOLDER.filter(Files::isDirectory).isPresent()) {
            try (Stream<Path> files = Files.list(FOLDER.get())) {
                for (Path file : files.toList()) {
                    Files.readAllLines(file).forEach(line -> calls.add(Call.read(line)));
                }
            }
        }
        return calls;
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        Optional<String> function = LambdaFunction.running();
        if (function.isPresent() && FOLDER.isPresent()) {
            calls(function.get(), context.request()).forEach(call -> note(call, FOLDER.get()));
        }
    }

    private static void note(Call call, Path folder) {
        if (KNOWN.add(call.line())) {
            try {
                Files.createDirectories(folder);
                Files.writeString(
                        folder.resolve(ProcessHandle.current().pid() + ".txt"),
                        call.line() + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }

    private static List<Call> calls(String function, SdkRequest request) {
        var calls = new ArrayList<Call>();
        if (request instanceof DynamoDbRequest) {
            table(request).forEach(call -> calls.add(new Call(function, call[0], call[1], call[2])));
        } else if (request instanceof GetObjectRequest get) {
            calls.add(new Call(function, "s3:GetObject", object(get.bucket(), get.key()), ""));
        } else if (request instanceof HeadObjectRequest head) {
            calls.add(new Call(function, "s3:GetObject", object(head.bucket(), head.key()), ""));
        } else if (request instanceof PutObjectRequest put) {
            calls.add(new Call(function, "s3:PutObject", object(put.bucket(), put.key()), ""));
        } else if (request instanceof CopyObjectRequest copy) {
            // By then the SDK has made one text of the bucket and the key that the caller gave.
            String[] source = copy.getValueForField("CopySource", String.class)
                    .orElseThrow()
                    .split("/", 2);
            calls.add(new Call(function, "s3:GetObject", object(source[0], source[1]), ""));
            calls.add(new Call(function, "s3:PutObject", object(copy.destinationBucket(), copy.destinationKey()), ""));
        } else if (request instanceof DeleteObjectRequest delete) {
            calls.add(new Call(function, "s3:DeleteObject", object(delete.bucket(), delete.key()), ""));
        } else if (request instanceof ListObjectsV2Request list) {
            calls.add(new Call(
                    function,
                    "s3:ListBucket",
                    bucket(list.bucket()),
                    list.prefix() == null ? NO_PREFIX : list.prefix()));
        } else if (request instanceof SendMessageRequest send) {
            calls.add(new Call(function, "sqs:SendMessage", queue(send.queueUrl()), ""));
        } else if (request instanceof SendMessageBatchRequest send) {
            calls.add(new Call(function, "sqs:SendMessage", queue(send.queueUrl()), ""));
        } else if (request instanceof GetAccountRequest) {
            calls.add(new Call(function, "ses:GetAccount", "*", ""));
        } else if (request instanceof SendBulkEmailRequest send) {
            // The action of SES's first API is asked for too.
            for (String action : List.of("ses:SendBulkEmail", "ses:SendBulkTemplatedEmail")) {
                mail(send.configurationSetName()).forEach(on -> calls.add(new Call(function, action, on, "")));
            }
        } else if (request instanceof SendEmailRequest send) {
            mail(send.configurationSetName()).forEach(on -> calls.add(new Call(function, "ses:SendEmail", on, "")));
        } else if (request instanceof CreateInvalidationRequest forget) {
            calls.add(new Call(function, "cloudfront:CreateInvalidation", distribution(forget.distributionId()), ""));
        } else {
            calls.add(new Call(function, request.getClass().getSimpleName(), "?", ""));
        }
        return calls;
    }

    private static List<String[]> table(SdkRequest request) {
        if (request instanceof GetItemRequest get) {
            return List.<String[]>of(item("GetItem", get.tableName(), get.key()));
        } else if (request instanceof PutItemRequest put) {
            return List.<String[]>of(item("PutItem", put.tableName(), put.item()));
        } else if (request instanceof UpdateItemRequest update) {
            return List.<String[]>of(item("UpdateItem", update.tableName(), update.key()));
        } else if (request instanceof DeleteItemRequest delete) {
            return List.<String[]>of(item("DeleteItem", delete.tableName(), delete.key()));
        } else if (request instanceof BatchGetItemRequest get) {
            var all = new ArrayList<String[]>();
            get.requestItems()
                    .forEach((table, keys) -> keys.keys().forEach(key -> all.add(item("BatchGetItem", table, key))));
            return all;
        } else if (request instanceof QueryRequest query) {
            String on =
                    query.indexName() == null ? query.tableName() : query.tableName() + "/index/" + query.indexName();
            String values = query.expressionAttributeValues().values().stream()
                    .map(AttributeValue::s)
                    .filter(text -> text != null && query.indexName() == null && isPartition(query, text))
                    .findFirst()
                    .orElse("");
            return List.<String[]>of(new String[] {"dynamodb:Query", on, beginning(values)});
        } else if (request instanceof DescribeTableRequest describe) {
            return List.<String[]>of(new String[] {"dynamodb:DescribeTable", describe.tableName(), ""});
        } else if (request instanceof TransactWriteItemsRequest write) {
            return write.transactItems().stream().map(RecordedCalls::part).toList();
        }
        return List.<String[]>of(new String[] {request.getClass().getSimpleName(), "?", ""});
    }

    private static boolean isPartition(QueryRequest query, String text) {
        String name = query.keyConditionExpression().replaceFirst("(?s)^\\s*\\w+\\s*=\\s*(:\\w+).*", "$1");
        AttributeValue value = query.expressionAttributeValues().get(name);
        return value != null && text.equals(value.s());
    }

    private static String[] part(TransactWriteItem write) {
        if (write.put() != null) {
            return item("PutItem", write.put().tableName(), write.put().item());
        } else if (write.update() != null) {
            return item("UpdateItem", write.update().tableName(), write.update().key());
        } else if (write.delete() != null) {
            return item("DeleteItem", write.delete().tableName(), write.delete().key());
        }
        return item(
                "ConditionCheckItem",
                write.conditionCheck().tableName(),
                write.conditionCheck().key());
    }

    private static String[] item(String operation, String table, Map<String, AttributeValue> key) {
        return new String[] {
            "dynamodb:" + operation, table, beginning(key.get("pk").s())
        };
    }

    private static String beginning(String key) {
        return key.contains("#") ? key.substring(0, key.indexOf('#') + 1) : key;
    }

    private static String object(String bucket, String key) {
        return bucket(bucket) + "/" + key.replace(' ', '_').replaceFirst("^([^/]+/).*", "$1");
    }

    /** As the local stack names them: site-bucket is SiteBucket. */
    private static String bucket(String name) {
        var id = new StringBuilder();
        for (String word : name.split("-")) {
            id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return id.toString();
    }

    /** Sending takes both. Which sender it is stands in the site's settings; SES refuses any but the stack's. */
    private static List<String> mail(String configurationSet) {
        return List.of("identity/Identity", "configuration-set/" + configurationSet);
    }

    /** As the local stack names the one that {@code Cdn} makes. */
    private static String distribution(String id) {
        return id.equals("ELOCAL") ? "Cdn" : id;
    }

    private static String queue(String url) {
        return url.substring(url.lastIndexOf('/') + 1).replace(".fifo", "");
    }

    /** Names of actions that were seen, for a test that there were some. */
    static Set<String> functions(Set<Call> calls) {
        var functions = new TreeSet<String>();
        calls.forEach(call -> functions.add(call.function()));
        return functions;
    }
}
