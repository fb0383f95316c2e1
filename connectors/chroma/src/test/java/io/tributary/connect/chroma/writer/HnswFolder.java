package io.tributary.connect.chroma.writer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The index of a segment in memory, and how it is put into its folder: what changed is written in
 * place, the header first and the pickle last.
 */
public final class HnswFolder {
  private static final int LINKS = 2 * 16;
  private static final int VECTOR_AT = 4 + 4 * LINKS;

  private final Path folder;
  private int dimension;
  private final boolean cosine;
  private final List<float[]> vectors = new ArrayList<>();
  private final List<Float> norms = new ArrayList<>();
  private final List<Long> labels = new ArrayList<>();
  private final List<Boolean> deleted = new ArrayList<>();
  private final Map<String, Long> labelOf = new HashMap<>();
  private long added;

  HnswFolder(Path folder, int dimension, boolean cosine) {
    this.folder = folder;
    this.dimension = dimension;
    this.cosine = cosine;
  }

  void apply(int operation, String id, float[] vector) {
    boolean present = labelOf.containsKey(id);
    switch (operation) {
      case 0 -> {
        if (!present) {
          set(id, vector);
        }
      }
      case 1 -> {
        if (present && vector != null) {
          set(id, vector);
        }
      }
      case 2 -> set(id, vector);
      default -> {
        if (present) {
          deleted.set(labels.indexOf(labelOf.remove(id)), true);
        }
      }
    }
  }

  private void set(String id, float[] vector) {
    if (vectors.isEmpty()) {
      dimension = vector.length;
    }
    if (!labelOf.containsKey(id)) {
      labelOf.put(id, ++added);
      labels.add(added);
      vectors.add(null);
      norms.add(0f);
      deleted.add(false);
    }
    int slot = labels.indexOf(labelOf.get(id));
    float norm = 0;
    for (float number : vector) {
      norm += number * number;
    }
    norm = (float) Math.sqrt(norm);
    float[] stored = vector.clone();
    for (int i = 0; cosine && i < stored.length; i++) {
      stored[i] = stored[i] * (1f / (norm + 1e-30f));
    }
    vectors.set(slot, stored);
    norms.set(slot, cosine ? norm : Float.NaN);
  }

  /** What is in a folder that was opened and never persisted. */
  void open() throws IOException {
    Files.createDirectories(folder);
    header(0);
    at("data_level0.bin", 0, new byte[100 * size()]);
    at("length.bin", 0, new byte[400]);
    at("link_lists.bin", 0, new byte[0]);
  }

  void persistFiles() throws IOException {
    header(vectors.size());
    for (int slot = 0; slot < vectors.size(); slot++) {
      at("data_level0.bin", (long) slot * size(), slot(slot));
      at("length.bin", slot * 4L, little(4).putFloat(norms.get(slot)).array());
    }
  }

  void persistIds() throws IOException {
    Map<Long, String> ids = new TreeMap<>();
    labelOf.forEach((id, label) -> ids.put(label, id));
    Files.write(folder.resolve("index_metadata.pickle"), PickleBytes.plain(ids, added));
  }

  /** As Python writes it, with the position in it. */
  void persistObject(long position) throws IOException {
    Map<Long, String> ids = new TreeMap<>();
    labelOf.forEach((id, label) -> ids.put(label, id));
    Files.write(
        folder.resolve("index_metadata.pickle"),
        PickleBytes.object(ids, added, dimension, position));
  }

  private int size() {
    return VECTOR_AT + 4 * dimension + 8;
  }

  private byte[] slot(int slot) {
    ByteBuffer bytes = little(size());
    bytes.put(2, (byte) (deleted.get(slot) ? 1 : 0)).position(VECTOR_AT);
    for (float number : vectors.get(slot)) {
      bytes.putFloat(number);
    }
    return bytes.putLong(labels.get(slot)).array();
  }

  private void header(int elements) throws IOException {
    ByteBuffer bytes = little(100).putInt(1).putLong(0);
    bytes.putLong(Math.max(100, 2L * elements)).putLong(elements).putLong(size());
    bytes.putLong(VECTOR_AT + 4L * dimension).putLong(VECTOR_AT).putInt(0).putInt(0);
    bytes.putLong(16).putLong(LINKS).putLong(16).putDouble(0.36).putLong(100);
    at("header.bin", 0, bytes.array());
  }

  private void at(String name, long place, byte[] bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.seek(place);
      file.write(bytes);
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
