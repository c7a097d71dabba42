package press.communique.simulation.isolation;

import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites a class so that it asks {@link Outside} for all that would differ from one run to the next: the clock, chance,
 * threads, the network and the order in which hash tables are walked. Everything else stays as it is deployed.
 */
final class Redirects {

    private static final String OUTSIDE = Type.getInternalName(Outside.class);

    /** Static calls that become one of the same name and form on {@link Outside}. */
    private static final Set<String> STATICS = Set.of(
            "java/time/Instant.now()Ljava/time/Instant;",
            "java/time/InstantSource.system()Ljava/time/InstantSource;",
            "java/util/UUID.randomUUID()Ljava/util/UUID;",
            "com/github/f4b6a3/ulid/UlidCreator.getMonotonicUlid()Lcom/github/f4b6a3/ulid/Ulid;",
            "java/lang/System.nanoTime()J",
            "java/lang/System.currentTimeMillis()J",
            "java/lang/Thread.sleep(J)V",
            "java/util/concurrent/locks/LockSupport.parkNanos(J)V",
            "java/util/concurrent/Executors.newFixedThreadPool(I)Ljava/util/concurrent/ExecutorService;",
            "java/util/concurrent/Executors.newFixedThreadPool(ILjava/util/concurrent/ThreadFactory;)Ljava/util/concurrent/ExecutorService;",
            "org/slf4j/LoggerFactory.getLogger(Ljava/lang/Class;)Lorg/slf4j/Logger;",
            "java/util/stream/Collectors.toSet()Ljava/util/stream/Collector;",
            "java/util/stream/Collectors.toUnmodifiableSet()Ljava/util/stream/Collector;",
            "java/util/stream/Collectors.toMap(Ljava/util/function/Function;Ljava/util/function/Function;)Ljava/util/stream/Collector;",
            "java/util/stream/Collectors.toMap(Ljava/util/function/Function;Ljava/util/function/Function;Ljava/util/function/BinaryOperator;)Ljava/util/stream/Collector;",
            "java/util/stream/Collectors.toUnmodifiableMap(Ljava/util/function/Function;Ljava/util/function/Function;)Ljava/util/stream/Collector;",
            "java/util/stream/Collectors.groupingBy(Ljava/util/function/Function;)Ljava/util/stream/Collector;",
            "java/util/stream/Collectors.groupingBy(Ljava/util/function/Function;Ljava/util/stream/Collector;)Ljava/util/stream/Collector;");

    /** Where a client begins; by its type. */
    private static final Map<String, String> CLIENTS = Map.of(
            "software/amazon/awssdk/services/dynamodb/DynamoDbClient.builder", "dynamoDb",
            "software/amazon/awssdk/services/s3/S3Client.builder", "s3",
            "software/amazon/awssdk/services/s3/presigner/S3Presigner.builder", "presigner",
            "software/amazon/awssdk/services/sqs/SqsClient.builder", "sqs",
            "software/amazon/awssdk/services/sesv2/SesV2Client.builder", "ses",
            "software/amazon/awssdk/services/cloudfront/CloudFrontClient.builder", "cdn",
            "software/amazon/awssdk/http/apache5/Apache5HttpClient.builder", "connections",
            "java/net/http/HttpClient.newBuilder", "http");

    /** Types of which another is made instead. */
    private static final Map<String, String> MADE = Map.of(
            "java/util/HashMap", "java/util/LinkedHashMap",
            "java/util/HashSet", "java/util/LinkedHashSet",
            "java/security/SecureRandom", Type.getInternalName(Chance.class));

    private Redirects() {}

    static byte[] apply(byte[] original) {
        var reader = new ClassReader(original);
        var writer = new ClassWriter(reader, 0);
        reader.accept(new Rewriting(writer), 0);
        return writer.toByteArray();
    }

    private static final class Rewriting extends ClassVisitor {
        Rewriting(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String form, String generic, String[] thrown) {
            return new Calls(super.visitMethod(access, name, form, generic, thrown));
        }
    }

    private static final class Calls extends MethodVisitor {
        Calls(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String form, boolean isInterface) {
            if (opcode == Opcodes.INVOKESTATIC && STATICS.contains(owner + "." + name + form)) {
                super.visitMethodInsn(opcode, OUTSIDE, name, form, false);
            } else if (opcode == Opcodes.INVOKESTATIC && CLIENTS.containsKey(owner + "." + name)) {
                super.visitMethodInsn(opcode, OUTSIDE, CLIENTS.get(owner + "." + name), form, false);
            } else if (opcode == Opcodes.INVOKESPECIAL && name.equals("<init>") && MADE.containsKey(owner)) {
                super.visitMethodInsn(opcode, MADE.get(owner), name, form, false);
            } else if (owner.equals("java/lang/Thread") && name.equals("start") && form.equals("()V")) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, OUTSIDE, "start", "(Ljava/lang/Thread;)V", false);
            } else if (owner.equals("java/util/concurrent/ThreadLocalRandom")
                    && name.equals("nextLong")
                    && form.equals("(JJ)J")) {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC,
                        OUTSIDE,
                        "between",
                        "(Ljava/util/concurrent/ThreadLocalRandom;JJ)J",
                        false);
            } else {
                super.visitMethodInsn(opcode, owner, name, form, isInterface);
                if (opcode == Opcodes.INVOKESTATIC && isUnordered(owner, name)) {
                    String type = "L" + owner + ";";
                    super.visitMethodInsn(opcode, OUTSIDE, "ordered", "(" + type + ")" + type, false);
                }
            }
        }

        /** Their order differs from one run of Java to the next, on purpose. */
        private static boolean isUnordered(String owner, String name) {
            return (owner.equals("java/util/Map") || owner.equals("java/util/Set"))
                    && (name.equals("of") || name.equals("copyOf") || name.equals("ofEntries"));
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String form) {
            boolean isOut = opcode == Opcodes.GETSTATIC && owner.equals("java/lang/System") && name.equals("out");
            super.visitFieldInsn(opcode, isOut ? OUTSIDE : owner, isOut ? "OUT" : name, form);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            super.visitTypeInsn(opcode, opcode == Opcodes.NEW ? MADE.getOrDefault(type, type) : type);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String form, Handle by, Object... arguments) {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Handle handle) {
                    arguments[i] = redirected(handle);
                }
            }
            super.visitInvokeDynamicInsn(name, form, by, arguments);
        }

        private static Handle redirected(Handle handle) {
            String owner = handle.getOwner();
            if (handle.getTag() == Opcodes.H_INVOKESTATIC
                    && STATICS.contains(owner + "." + handle.getName() + handle.getDesc())) {
                return new Handle(handle.getTag(), OUTSIDE, handle.getName(), handle.getDesc(), false);
            }
            if (handle.getTag() == Opcodes.H_INVOKESTATIC && isUnordered(owner, handle.getName())) {
                throw new IllegalStateException("A reference to " + owner + "::" + handle.getName()
                        + " has an order that differs from run to run; write a lambda.");
            }
            if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL && MADE.containsKey(owner)) {
                return new Handle(handle.getTag(), MADE.get(owner), handle.getName(), handle.getDesc(), false);
            }
            return handle;
        }
    }
}
