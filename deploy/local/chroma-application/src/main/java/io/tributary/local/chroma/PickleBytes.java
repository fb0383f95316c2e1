package io.tributary.local.chroma;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes {@code index_metadata.pickle} as the two families of versions do. */
public final class PickleBytes {
  static final String FILE = "index_metadata.pickle";
  private static final String MODULE = "chromadb.segment.impl.vector.local_persistent_hnsw";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A plain dictionary, protocol 3, as the server in Rust writes it. */
  public static byte[] plain(Map<Long, String> labels, long added) {
    PickleBytes pickle = new PickleBytes().bytes(0x80, 3, '}', '(');
    pickle.text("dimensionality").bytes('N').text("total_elements_added").number(added);
    pickle.text("max_seq_id").bytes('N').maps(labels);
    return pickle.bytes('u', '.').out.toByteArray();
  }

  /** An object, protocol 5 with frames and memo, as Python writes it. */
  public static byte[] object(Map<Long, String> labels, long added, int dimension, long position) {
    PickleBytes pickle = new PickleBytes().bytes(0x80, 5, 0x95, 8, 0, 0, 0, 0, 0, 0, 0);
    pickle.shortText(MODULE).shortText("PersistentData").bytes(0x93, 0x94, ')', 0x81, 0x94);
    pickle.bytes('}', 0x94, '(').shortText("dimensionality").number(dimension);
    pickle.shortText("total_elements_added").number(added);
    pickle.shortText("max_seq_id").number(position).maps(labels);
    return pickle.bytes('u', 'b', '.').out.toByteArray();
  }

  private PickleBytes maps(Map<Long, String> labels) {
    text("id_to_label").bytes('}', '(');
    labels.forEach((label, id) -> text(id).number(label));
    bytes('u').text("label_to_id").bytes('}', '(');
    labels.forEach((label, id) -> number(label).text(id));
    return bytes('u').text("id_to_seq_id").bytes('}');
  }

  private PickleBytes bytes(int... bytes) {
    for (int value : bytes) {
      out.write(value);
    }
    return this;
  }

  private PickleBytes text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return bytes('X').four(utf8.length).all(utf8);
  }

  private PickleBytes shortText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return bytes(0x8c, utf8.length).all(utf8).bytes(0x94);
  }

  private PickleBytes number(long number) {
    return bytes('J').four((int) number);
  }

  private PickleBytes four(int number) {
    return all(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
  }

  private PickleBytes all(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }
}
