package io.tributary.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps log files small: one that has grown is copied to {@code NAME.1} and emptied, and older ones
 * move up. Its process keeps it open for appending and notices nothing; what it writes between the
 * last byte that is copied and the emptying is lost.
 *
 * @param mostBytes size above which a file is rotated
 * @param kept how many older files stay
 */
record LogRotation(long mostBytes, int kept) {
  /** 20 MB of each process, and 60 MB of older lines. */
  static LogRotation usual() {
    return new LogRotation(20L * 1024 * 1024, 3);
  }

  /** Rotates the file if it has grown that large. */
  void look(Path log) throws IOException {
    if (!Files.exists(log) || Files.size(log) <= mostBytes) {
      return;
    }
    for (int older = kept - 1; older > 0; older--) {
      Path file = numbered(log, older);
      if (Files.exists(file)) {
        Files.move(file, numbered(log, older + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path copy = numbered(log, 1);
    Files.deleteIfExists(copy);
    OwnerFile.make(copy);
    try (FileChannel from =
            FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel to = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      long copied = 0;
      while (copied < from.size()) {
        copied += from.transferTo(copied, from.size() - copied, to);
      }
      from.truncate(0);
    }
  }

  private static Path numbered(Path log, int number) {
    return log.resolveSibling(log.getFileName() + "." + number);
  }
}
