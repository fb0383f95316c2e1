package io.tributary.database.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of dumps, readable by this user only, gone when closed. A file in it is locked for as
 * long as the process lives, so that the next one knows what a killed process has left.
 */
final class DumpDirectory implements AutoCloseable {
  private static final String PREFIX = "tributary-backup-check";
  private static final String LOCK = "lock";

  private final Path place;
  private final FileChannel lock;

  private DumpDirectory(Path place, FileChannel lock) {
    this.place = place;
    this.lock = lock;
  }

  /** Makes one below the temporary directory, and removes what nobody uses any more. */
  static DumpDirectory create() throws IOException {
    Path made = Files.createTempDirectory(PREFIX);
    Path unnamed = made.resolve("lock.new");
    FileChannel lock =
        FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    // Nobody sees it unlocked.
    Files.move(unnamed, made.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
    removeLeft(made);
    return new DumpDirectory(made, lock);
  }

  /** A new directory within, for one archive. */
  Path place(String name) throws IOException {
    return Files.createDirectory(place.resolve(name));
  }

  private static void removeLeft(Path made) throws IOException {
    Path parent = made.toAbsolutePath().getParent();
    if (parent == null) {
      return;
    }
    try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path other : others) {
        if (Files.getOwner(other).equals(Files.getOwner(made)) && unused(other.resolve(LOCK))) {
          remove(other);
        }
      }
    }
  }

  private static boolean unused(Path file) {
    try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock mine = other.tryLock()) {
      return mine != null;
    } catch (OverlappingFileLockException | IOException e) {
      return false;
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    }
  }

  @Override
  public void close() throws IOException {
    remove(place);
    lock.close();
  }
}
