package io.tributary.files.chroma.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reads pieces of a file that another process may write or cut at any time. Not mapped into memory:
 * a page behind the new end of a file that was cut would end this process, where a read comes back
 * short.
 */
final class PositionedFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  PositionedFile(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path);
  }

  /** Fills the buffer as far as the file goes and makes it ready for reading. */
  ByteBuffer read(ByteBuffer buffer, long from) throws IOException {
    buffer.clear().order(ByteOrder.LITTLE_ENDIAN);
    long at = from;
    for (int read = 0; buffer.hasRemaining() && read >= 0; at += Math.max(read, 0)) {
      read = channel.read(buffer, at);
    }
    return buffer.flip();
  }

  /**
   * @throws TornRead the file is too short
   */
  ByteBuffer readWhole(ByteBuffer buffer, long from) throws IOException {
    read(buffer, from);
    if (buffer.remaining() < buffer.capacity()) {
      throw new TornRead(path + " is too short");
    }
    return buffer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
