package io.tributary.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two stacks from using one home. The operating system lifts it when the JVM ends. */
public final class HomeLock implements AutoCloseable {
  private final FileChannel channel;

  private HomeLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a home, which is made when missing.
   *
   * @throws StartFailure when another stack holds it
   */
  public static HomeLock take(Path home) {
    try {
      Files.createDirectories(home);
      OwnerFile.make(home.resolve("lock"));
      FileChannel channel =
          FileChannel.open(
              home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw new StartFailure(
            "Another Tributary runs with the data in "
                + home
                + ". Stop it first, or choose another directory with --home.");
      }
      return new HomeLock(channel);
    } catch (IOException e) {
      throw new StartFailure("The directory " + home + " cannot be used: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
