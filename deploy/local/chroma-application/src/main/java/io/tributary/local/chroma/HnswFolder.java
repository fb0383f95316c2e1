package io.tributary.local.chroma;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The index of a segment in memory, and how it is put into its folder: what changed is written in
 * place, the header first and the pickle last. Its graph is not kept: nobody searches here.
 */
final class HnswFolder {
  private final Path folder;
  private final boolean cosine;
  private final List<HnswSlot> slots = new ArrayList<>();
  private final Map<String, HnswSlot> slotOf = new HashMap<>();
  private HnswHeader header;
  private long added;

  /** One without elements. */
  HnswFolder(Path folder, int dimension, boolean cosine) {
    this.folder = folder;
    this.header = HnswHeader.fresh(dimension);
    this.cosine = cosine;
  }

  /** Takes over what a folder holds; without a pickle it was opened and never persisted. */
  void load() throws IOException {
    header = HnswHeader.read(folder);
    Path pickle = folder.resolve(PickleBytes.FILE);
    if (!Files.exists(pickle)) {
      return;
    }
    try (RandomAccessFile elements = file("data_level0.bin");
        RandomAccessFile norms = file("length.bin")) {
      for (int i = 0; i < header.elements(); i++) {
        byte[] element = new byte[header.size()];
        byte[] norm = new byte[Float.BYTES];
        elements.readFully(element);
        norms.readFully(norm);
        slots.add(HnswSlot.parse(element, header, VectorBytes.parse(norm)[0]));
      }
    }
    PickledIds ids = PickledIds.read(pickle);
    added = ids.added();
    for (HnswSlot slot : slots) {
      if (ids.idOf().containsKey(slot.label())) {
        slotOf.put(ids.idOf().get(slot.label()), slot);
      }
    }
  }

  void apply(int operation, String id, float @Nullable [] vector) {
    boolean present = slotOf.containsKey(id);
    boolean sets =
        switch (operation) {
          case 0 -> !present;
          case 1 -> present;
          default -> operation == 2;
        };
    if (sets && vector != null) {
      set(id, vector);
    } else if (operation > 2 && present) {
      slotOf.remove(id).delete();
    }
  }

  private void set(String id, float[] vector) {
    if (slots.isEmpty()) {
      header = HnswHeader.fresh(vector.length);
    }
    if (!slotOf.containsKey(id)) {
      HnswSlot slot = HnswSlot.fresh(++added, header.vectorAt());
      slots.add(slot);
      slotOf.put(id, slot);
    }
    slotOf.get(id).set(vector, cosine);
  }

  /** What Chroma returns, by id. */
  Map<String, float[]> vectors() {
    Map<String, float[]> vectors = new HashMap<>();
    slotOf.forEach((id, slot) -> vectors.put(id, slot.vector(cosine)));
    return vectors;
  }

  /** What is in a folder that was opened and never persisted. */
  void open() throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(HnswHeader.FILE), header.with(0));
    Files.write(folder.resolve("data_level0.bin"), new byte[header.capacity() * header.size()]);
    Files.write(folder.resolve("length.bin"), new byte[header.capacity() * Float.BYTES]);
    Files.write(folder.resolve("link_lists.bin"), new byte[0]);
  }

  void persistFiles() throws IOException {
    try (RandomAccessFile file = file(HnswHeader.FILE)) {
      file.write(header.with(slots.size()));
    }
    try (RandomAccessFile elements = file("data_level0.bin");
        RandomAccessFile norms = file("length.bin")) {
      for (HnswSlot slot : slots) {
        elements.write(slot.bytes());
        norms.write(VectorBytes.of(new float[] {slot.norm()}));
      }
    }
  }

  void persistIds() throws IOException {
    Files.write(folder.resolve(PickleBytes.FILE), PickleBytes.plain(ids(), added));
  }

  /** As Python writes it, with the position in it. */
  void persistObject(long position) throws IOException {
    Files.write(
        folder.resolve(PickleBytes.FILE),
        PickleBytes.object(ids(), added, header.dimension(), position));
  }

  private Map<Long, String> ids() {
    Map<Long, String> ids = new TreeMap<>();
    slotOf.forEach((id, slot) -> ids.put(slot.label(), id));
    return ids;
  }

  private RandomAccessFile file(String name) throws IOException {
    return new RandomAccessFile(folder.resolve(name).toFile(), "rw");
  }
}
