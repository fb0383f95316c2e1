package io.tributary.cdc.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The room that is left on the disk of a database. Only a disk of this machine can be looked at:
 * SQL does not tell how much room a server has.
 *
 * @param freeBytes what is left; empty where it cannot be seen
 */
public record DiskRoom(OptionalLong freeBytes) {
  /** Nothing is known of the disk. */
  public static final DiskRoom UNSEEN = new DiskRoom(OptionalLong.empty());

  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

  /** The room on the disk of a file or directory, which may not be on this machine. */
  public static DiskRoom at(Path place) {
    try {
      return new DiskRoom(OptionalLong.of(Files.getFileStore(place).getUsableSpace()));
    } catch (IOException | SecurityException e) {
      return UNSEEN;
    }
  }

  /** Whether a server with this address runs on this machine, as far as the address tells. */
  public static boolean isHere(String host) {
    return HERE.contains(host);
  }
}
