package press.communique.store.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table's items in a file, so that a {@link FakeTable} of many posts needs no memory for them: keys are kept, an item is
 * read from the file each time that somebody asks for it.
 */
public final class StoredItems {

    private StoredItems() {}

    /** Writes the items that a rebuild reads: lists and settings, and of posts what is released, with its texts. */
    public static void write(FakeTable table, Path folder) {
        try (var keys = output(folder.resolve("keys"));
                var items = output(folder.resolve("items"))) {
            table.forEach((pk, stored) -> {
                Map<String, AttributeValue> item = stored.item();
                String sk = item.get("sk").s();
                boolean isOfPost = sk.equals("POST") || sk.equals("RELEASE") || sk.startsWith("TEXT#");
                if (isOfPost || pk.startsWith("LIST#") || pk.equals("SITE")) {
                    write(item, pk, sk, keys, items);
                }
            });
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    private static void write(
            Map<String, AttributeValue> item, String pk, String sk, DataOutputStream keys, DataOutputStream items) {
        try {
            var bytes = new ByteArrayOutputStream();
            write(item, new DataOutputStream(bytes));
            keys.writeUTF(pk);
            keys.writeUTF(sk);
            keys.writeUTF(item.containsKey("date") ? item.get("date").s() : "");
            keys.writeUTF(item.containsKey("shelf") ? item.get("id").s() : "");
            keys.writeInt(bytes.size());
            bytes.writeTo(items);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** The table whose items stand in this folder. */
    public static FakeTable open(Path folder) throws IOException {
        var table = new FakeTable();
        FileChannel items = FileChannel.open(folder.resolve("items"));
        try (var keys = new DataInputStream(new BufferedInputStream(Files.newInputStream(folder.resolve("keys"))))) {
            long offset = 0;
            String pk = "";
            while (keys.available() > 0) {
                String next = keys.readUTF();
                pk = next.equals(pk) ? pk : next;
                String sk = keys.readUTF();
                String date = keys.readUTF();
                String id = keys.readUTF();
                int length = keys.readInt();
                long at = offset;
                table.put(
                        pk, sk, date.isEmpty() ? null : date, id.isEmpty() ? null : id, () -> read(items, at, length));
                offset += length;
            }
        }
        return table;
    }

    private static Map<String, AttributeValue> read(FileChannel items, long at, int length) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                items.read(bytes, at + bytes.position());
            }
            return readMap(new DataInputStream(new ByteArrayInputStream(bytes.array())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void write(Map<String, AttributeValue> item, DataOutputStream out) throws IOException {
        out.writeInt(item.size());
        for (Map.Entry<String, AttributeValue> each : item.entrySet()) {
            text(each.getKey(), out);
            write(each.getValue(), out);
        }
    }

    private static void write(AttributeValue value, DataOutputStream out) throws IOException {
        out.writeByte(value.type().ordinal());
        switch (value.type()) {
            case S -> text(value.s(), out);
            case N -> text(value.n(), out);
            case BOOL -> out.writeBoolean(value.bool());
            case M -> write(value.m(), out);
            case SS -> {
                out.writeInt(value.ss().size());
                for (String each : value.ss()) {
                    text(each, out);
                }
            }
            case L -> {
                out.writeInt(value.l().size());
                for (AttributeValue each : value.l()) {
                    write(each, out);
                }
            }
            default -> throw new IllegalArgumentException(value.toString());
        }
    }

    private static Map<String, AttributeValue> readMap(DataInputStream in) throws IOException {
        int size = in.readInt();
        var item = new LinkedHashMap<String, AttributeValue>(size * 2);
        for (int i = 0; i < size; i++) {
            item.put(text(in), readValue(in));
        }
        return item;
    }

    private static AttributeValue readValue(DataInputStream in) throws IOException {
        switch (AttributeValue.Type.values()[in.readByte()]) {
            case S:
                return AttributeValue.fromS(text(in));
            case N:
                return AttributeValue.fromN(text(in));
            case BOOL:
                return AttributeValue.fromBool(in.readBoolean());
            case M:
                return AttributeValue.fromM(readMap(in));
            case SS:
                List<String> texts = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    texts.add(text(in));
                }
                return AttributeValue.fromSs(texts);
            default:
                List<AttributeValue> values = new ArrayList<>();
                for (int left = in.readInt(); left > 0; left--) {
                    values.add(readValue(in));
                }
                return AttributeValue.fromL(values);
        }
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
