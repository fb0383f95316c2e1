package io.tributary.validator.source.chroma;

import io.tributary.validator.neighbour.VectorSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import net.razorvine.pickle.PickleException;
import org.jspecify.annotations.Nullable;

/**
 * The HNSW folder of a segment as it was when its marks were taken: in which slot the vector of an
 * id is. Files are only read, and never mapped: the application may cut them at any time.
 *
 * @param path the folder
 * @param space whether vectors are normalised
 * @param marks of its files
 * @param header null when nothing was persisted
 * @param slots by id
 * @param position how far it is in the queue by its own account, 0 when it says nothing
 */
record VectorFolder(
    Path path,
    VectorSpace space,
    FolderMarks marks,
    @Nullable SlotLayout header,
    Map<String, Integer> slots,
    long position) {
  private static final int BLOCK = 1 << 20;
  private static final int DELETED = 2;

  /**
   * Looks at a folder.
   *
   * @param pickleBytes the largest pickle that is read
   * @throws TornFolderRead somebody is writing
   */
  static VectorFolder open(Path path, VectorSpace space, long pickleBytes) {
    FolderMarks marks = FolderMarks.of(path);
    Path pickle = path.resolve(FolderMarks.IDS);
    try {
      if (!marks.sharp()) {
        throw new TornFolderRead(path + " is being written");
      }
      byte[] header = bytes(path.resolve(FolderMarks.HEADER));
      if (header == null || Files.notExists(pickle)) {
        return new VectorFolder(path, space, marks, null, Map.of(), 0);
      }
      if (Files.size(pickle) > pickleBytes) {
        throw ChromaFailures.of(
            pickle,
            "it is larger than the "
                + pickleBytes
                + " bytes of tributary.validator.chroma-pickle-bytes. Raise the limit if the"
                + " collection is that large.");
      }
      Map<?, ?> fields = PlainPickle.read(Files.readAllBytes(pickle));
      SlotLayout shape = SlotLayout.parse(header, path.resolve(FolderMarks.HEADER));
      return new VectorFolder(
          path,
          space,
          marks,
          shape,
          slots(path, shape, labels(fields)),
          QueueNumbers.of(fields.get("max_seq_id")));
    } catch (PickleException e) {
      if (marks.atRest(path)) {
        throw ChromaFailures.of(
            pickle,
            "it was left half written or is none of Chroma's (" + e.getMessage() + "). Restore it.",
            e);
      }
      throw new TornFolderRead(pickle + ": " + e.getMessage());
    } catch (TornFolderRead e) {
      if (marks.atRest(path)) {
        throw ChromaFailures.of(path, e.getMessage() + ". It is damaged; restore it.", e);
      }
      throw e;
    } catch (IOException e) {
      throw new TornFolderRead(path + ": " + e);
    }
  }

  private static byte @Nullable [] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static Map<Long, String> labels(Map<?, ?> fields) {
    if (!(fields.get("label_to_id") instanceof Map<?, ?> stored)) {
      throw new PickleException("no labels in it");
    }
    Map<Long, String> labels = new HashMap<>(stored.size() * 2);
    stored.forEach(
        (label, id) -> {
          if (!(label instanceof Number number) || !(id instanceof String text)) {
            throw new PickleException("labels that are no numbers in it");
          }
          labels.put(number.longValue(), text);
        });
    return labels;
  }

  /** Slots that the file does not hold any more are lost, and with them their vectors. */
  private static Map<String, Integer> slots(Path path, SlotLayout header, Map<Long, String> labels)
      throws IOException {
    Map<String, Integer> slots = new HashMap<>(labels.size() * 2);
    try (FileChannel file = FileChannel.open(path.resolve(FolderMarks.SLOTS))) {
      int atOnce = Math.max(1, BLOCK / header.size());
      ByteBuffer block = ByteBuffer.allocate(atOnce * header.size()).order(ByteOrder.LITTLE_ENDIAN);
      for (int first = 0; first < header.slots(); first += atOnce) {
        int read = read(file, block.clear(), (long) first * header.size()) / header.size();
        for (int i = 0; i < Math.min(read, header.slots() - first); i++) {
          int at = i * header.size();
          String id = labels.get(block.getLong(at + header.label()));
          if (id != null && (block.get(at + DELETED) & 1) == 0) {
            slots.put(id, first + i);
          }
        }
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    return slots;
  }

  private static int read(FileChannel file, ByteBuffer into, long from) throws IOException {
    int total = 0;
    int read = file.read(into, from);
    while (read > 0) {
      total += read;
      read = into.hasRemaining() ? file.read(into, from + total) : 0;
    }
    return total;
  }

  /**
   * The vectors of those ids that have one.
   *
   * @throws TornFolderRead the files are others than when the folder was opened
   */
  Map<String, float[]> vectors(Iterable<String> ids) {
    Map<String, float[]> vectors = new HashMap<>();
    if (header != null && !slots.isEmpty()) {
      try (FileChannel data = FileChannel.open(path.resolve(FolderMarks.SLOTS));
          VectorNorms norms = VectorNorms.open(path, space)) {
        ByteBuffer slot = ByteBuffer.allocate(header.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (String id : ids) {
          Integer at = slots.get(id);
          if (at != null && filled(data, slot, (long) at * header.size())) {
            float[] vector = new float[header.dimension()];
            slot.position(header.numbers());
            slot.asFloatBuffer().get(vector);
            if (norms.applied(vector, at)) {
              vectors.put(id, vector);
            }
          }
        }
      } catch (IOException e) {
        throw new TornFolderRead(path + ": " + e);
      }
    }
    if (!marks.same(FolderMarks.of(path))) {
      throw new TornFolderRead(path + " is being written");
    }
    return vectors;
  }

  /** A slot that the file does not hold as a whole is lost. */
  private static boolean filled(FileChannel data, ByteBuffer slot, long from) throws IOException {
    return read(data, slot.clear(), from) == slot.capacity();
  }
}
