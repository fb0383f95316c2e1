package io.tributary.validator.source.chroma;

import io.tributary.validator.neighbour.VectorSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The norms of vectors that are stored normalised; in other spaces the file holds leftovers.
 *
 * @param needed whether vectors are normalised
 * @param file null when there is none
 */
record VectorNorms(boolean needed, @Nullable FileChannel file) implements AutoCloseable {

  static VectorNorms open(Path folder, VectorSpace space) throws IOException {
    try {
      boolean needed = space.rounds();
      return new VectorNorms(
          needed, needed ? FileChannel.open(folder.resolve(FolderMarks.NORMS)) : null);
    } catch (NoSuchFileException e) {
      return new VectorNorms(true, null);
    }
  }

  /** Makes a vector what it was; false when its norm is lost. */
  boolean applied(float[] vector, int slot) throws IOException {
    if (!needed) {
      return true;
    }
    ByteBuffer norm = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (file == null || file.read(norm, (long) slot * Float.BYTES) < Float.BYTES) {
      return false;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= norm.getFloat(0);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
