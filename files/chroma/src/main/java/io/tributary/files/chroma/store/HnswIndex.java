package io.tributary.files.chroma.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The persisted vectors of a segment: which slot belongs to which id. Holds no file open and no
 * vector. Immutable.
 */
final class HnswIndex {
  private static final int SCAN_BYTES = 1 << 20;
  private static final FolderMark NONE = new FolderMark(List.of(), false, 0);

  private final Path folder;
  private final DistanceMeasure space;
  private final FolderMark mark;
  private final HnswFileHeader header;
  private final Map<String, Integer> slots;
  private final long position;

  private HnswIndex(
      Path folder,
      DistanceMeasure space,
      FolderMark mark,
      HnswFileHeader header,
      Map<String, Integer> slots,
      long position) {
    this.folder = folder;
    this.space = space;
    this.mark = mark;
    this.header = header;
    this.slots = slots;
    this.position = position;
  }

  /**
   * @param pickleLimit the largest pickle that is read, in bytes
   * @throws TornRead the files are being written, or a persist was broken off
   */
  static HnswIndex load(Path folder, DistanceMeasure space, long pickleLimit) {
    FolderMark mark = FolderMark.of(folder);
    if (!mark.persisted()) {
      return new HnswIndex(folder, space, mark, HnswFileHeader.EMPTY, Map.of(), 0);
    }
    try {
      IdMap ids = IdMap.parse(pickle(folder, pickleLimit), folder.resolve(FolderMark.IDS) + "");
      HnswFileHeader header = header(folder);
      Map<String, Integer> slots = slots(folder, header, ids);
      if (!FolderMark.of(folder).equals(mark)) {
        throw new TornRead(folder + " was written while it was being read");
      }
      return new HnswIndex(folder, space, mark, header, slots, ids.position());
    } catch (NoSuchFileException e) {
      throw new TornRead(e.getMessage() + " went away while it was being read", e);
    } catch (IOException e) {
      throw ChromaError.IO_ERROR.failure(folder + " cannot be read", e);
    }
  }

  /** That of a collection without a folder. */
  static HnswIndex none() {
    return new HnswIndex(
        Path.of(""), DistanceMeasure.DEFAULT, NONE, HnswFileHeader.EMPTY, Map.of(), 0);
  }

  private static byte[] pickle(Path folder, long limit) throws IOException {
    Path file = folder.resolve(FolderMark.IDS);
    long size = Files.size(file);
    if (size > limit) {
      throw ChromaError.PICKLE_TOO_LARGE.failure(
          file + " has " + size + " bytes; at most " + limit + " are read (pickle.max.bytes)");
    }
    return Files.readAllBytes(file);
  }

  private static HnswFileHeader header(Path folder) throws IOException {
    Path path = folder.resolve(FolderMark.HEADER);
    try (PositionedFile file = new PositionedFile(path)) {
      return HnswFileHeader.parse(
          file.readWhole(ByteBuffer.allocate(HnswFileHeader.BYTES), 0), path.toString());
    }
  }

  private static Map<String, Integer> slots(Path folder, HnswFileHeader header, IdMap ids)
      throws IOException {
    Map<String, Integer> slots = new HashMap<>(ids.ids().size() * 2);
    int together = Math.max(1, SCAN_BYTES / header.size());
    ByteBuffer buffer = ByteBuffer.allocate(together * header.size());
    try (PositionedFile file = new PositionedFile(folder.resolve(FolderMark.SLOTS))) {
      for (int slot = 0; slot < header.elements(); slot += together) {
        file.read(buffer, (long) slot * header.size());
        int whole = Math.min(buffer.remaining() / header.size(), header.elements() - slot);
        for (int i = 0; i < whole; i++) {
          int at = i * header.size();
          String id = ids.ids().get(header.label(buffer, at));
          if (id != null && !header.deleted(buffer, at)) {
            // While the files are behind the header, later slots hold left-over memory.
            slots.putIfAbsent(id, slot + i);
          }
        }
      }
    }
    return slots;
  }

  /** Whether the files are still those that were read. */
  boolean current() {
    return mark == NONE || FolderMark.of(folder).equals(mark);
  }

  FolderMark mark() {
    return mark;
  }

  /** How far the queue is in it, where the files say so themselves; else 0. */
  long position() {
    return position;
  }

  Set<String> ids() {
    return slots.keySet();
  }

  /**
   * The vectors of these ids, as far as they are here, as the application wrote them.
   *
   * @throws TornRead the files are not those any more
   */
  Map<String, float[]> vectors(List<String> wanted) {
    Map<String, Integer> present = new LinkedHashMap<>();
    for (String id : wanted) {
      Integer slot = slots.get(id);
      if (slot != null) {
        present.put(id, slot);
      }
    }
    // A normalised vector without its norm is not what the application wrote.
    if (present.isEmpty()
        || (space == DistanceMeasure.COSINE && Files.notExists(folder.resolve(FolderMark.NORMS)))) {
      return Map.of();
    }
    try {
      Map<String, float[]> vectors = read(present);
      if (!current()) {
        throw new TornRead(folder + " was written while it was being read");
      }
      return vectors;
    } catch (NoSuchFileException e) {
      throw new TornRead(e.getMessage() + " went away while it was being read", e);
    } catch (IOException e) {
      throw ChromaError.IO_ERROR.failure(folder + " cannot be read", e);
    }
  }

  private Map<String, float[]> read(Map<String, Integer> present) throws IOException {
    Map<String, float[]> vectors = new HashMap<>();
    ByteBuffer buffer = ByteBuffer.allocate(header.size());
    ByteBuffer norm = ByteBuffer.allocate(Float.BYTES);
    try (PositionedFile file = new PositionedFile(folder.resolve(FolderMark.SLOTS));
        @Nullable PositionedFile norms =
            space == DistanceMeasure.COSINE
                ? new PositionedFile(folder.resolve(FolderMark.NORMS))
                : null) {
      for (Map.Entry<String, Integer> entry : present.entrySet()) {
        int slot = entry.getValue();
        file.readWhole(buffer, (long) slot * header.size());
        float[] numbers = header.numbers(buffer, 0);
        if (norms != null) {
          float length = norms.readWhole(norm, (long) slot * Float.BYTES).getFloat(0);
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] *= length;
          }
        }
        vectors.put(entry.getKey(), numbers);
      }
    }
    return vectors;
  }
}
