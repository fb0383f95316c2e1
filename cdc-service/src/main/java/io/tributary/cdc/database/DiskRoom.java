package io.tributary.cdc.database;

import io.tributary.database.DatabaseSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

  /** No row where the role may not see it. */
  private static final String DATA_DIRECTORY =
      """
      SELECT setting FROM pg_catalog.pg_settings
       WHERE name = 'data_directory' AND setting <> ''\
      """;

  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

  /** The room on the disk of a file or directory, which may not be on this machine. */
  public static DiskRoom at(Path place) {
    try {
      return new DiskRoom(OptionalLong.of(Files.getFileStore(place).getUsableSpace()));
    } catch (IOException | SecurityException e) {
      return UNSEEN;
    }
  }

  /**
   * The room on the disk of a server's data, where the server is on this machine and the session's
   * role may see its settings.
   *
   * @throws io.tributary.common.error.TributaryException when the server does not answer
   */
  public static DiskRoom of(DatabaseSession server) {
    return dataDirectory(server).map(DiskRoom::at).orElse(UNSEEN);
  }

  /** The same of its log, which may be on a disk of its own that not everybody may look at. */
  public static DiskRoom ofLog(DatabaseSession server) {
    return dataDirectory(server)
        .map(
            data -> {
              DiskRoom ofLog = at(data.resolve("pg_wal"));
              return ofLog.freeBytes().isPresent() ? ofLog : at(data);
            })
        .orElse(UNSEEN);
  }

  private static Optional<Path> dataDirectory(DatabaseSession server) {
    return isHere(server.place().host())
        ? server.first(DATA_DIRECTORY, row -> row.getString(1)).map(Path::of)
        : Optional.empty();
  }

  /** Whether a server with this address runs on this machine, as far as the address tells. */
  public static boolean isHere(String host) {
    return HERE.contains(host);
  }
}
