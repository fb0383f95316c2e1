package io.tributary.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/** Where the PostgreSQL servers of a stack keep their files. */
public final class PostgresHome {
  /** The server of the databases that are migrated. */
  public static final String LEGACY = "postgres-legacy";

  /** The server that they are migrated to. */
  public static final String TARGET = "postgres-target";

  private static final Path FALLBACK = Path.of("/var/cache/tributary");

  private final Path home;

  private PostgresHome(Path home) {
    this.home = home;
  }

  /**
   * Below the stack's home; or, when that belongs to root and other users cannot search it (as
   * below /root), below /var/cache/tributary, because PostgreSQL does not run as root.
   */
  public static PostgresHome of(StackLayout layout) {
    Path home = layout.home();
    boolean asRoot = "root".equals(System.getProperty("user.name"));
    if (!asRoot || everybodyCanSearch(home)) {
      return new PostgresHome(home);
    }
    return new PostgresHome(FALLBACK.resolve(Integer.toHexString(home.toString().hashCode())));
  }

  /** The data directory of a server. */
  public Path dataDirectory(String name) {
    return home.resolve(name);
  }

  /** Everything that the servers of a stack and their superusers' password are kept in. */
  List<Path> own() {
    return List.of(secret(), dataDirectory(LEGACY), dataDirectory(TARGET));
  }

  private Path secret() {
    return home.resolve("postgres.password");
  }

  /** The superusers' password: made up once, then kept in a file that only the owner can read. */
  public String password() {
    return HomeSecret.of(secret());
  }

  static boolean everybodyCanSearch(Path directory) {
    for (Path path = directory; path != null; path = path.getParent()) {
      try {
        if (Files.exists(path)
            && !Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
