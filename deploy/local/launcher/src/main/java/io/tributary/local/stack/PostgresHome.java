package io.tributary.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;

/** Where the PostgreSQL servers of a stack keep their files. */
public final class PostgresHome {
  /** The server of the databases that are migrated. */
  public static final String LEGACY = "postgres-legacy";

  /** The server that they are migrated to. */
  public static final String TARGET = "postgres-target";

  private static final String VARIABLE = "TRIBUTARY_POSTGRES_PASSWORD";

  private static final int HIGHEST_PORT = 65_535;
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

  /**
   * The port of a server: that of its last start, since migration files name it, unless somebody
   * else listens there now.
   */
  public int port(String name) {
    Path kept = home.resolve(name + ".port");
    int port = keptPort(kept).map(LoopbackPort::preferably).orElseGet(LoopbackPort::free);
    try {
      Files.createDirectories(home);
      Files.writeString(kept, port + "\n");
    } catch (IOException e) {
      throw new StartFailure(kept + " cannot be written: " + e, e);
    }
    return port;
  }

  private static Optional<Integer> keptPort(Path kept) {
    try {
      return Optional.of(Integer.valueOf(Files.readString(kept).strip()))
          .filter(port -> port > 0 && port <= HIGHEST_PORT);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Everything that the servers of a stack and their superusers' password are kept in. */
  List<Path> own() {
    return List.of(secret(), dataDirectory(LEGACY), dataDirectory(TARGET));
  }

  private Path secret() {
    return home.resolve("postgres.password");
  }

  /**
   * The superusers' password, which is kept in a file that only the owner can read: what the
   * variable says when the home is new, else made up.
   *
   * @throws StartFailure when the home has another password than the variable says
   */
  public String password() {
    return password(Optional.ofNullable(System.getenv(VARIABLE)).filter(text -> !text.isBlank()));
  }

  String password(Optional<String> given) {
    if (given.isEmpty()) {
      return HomeSecret.of(secret());
    }
    String wanted = given.get().strip();
    if (!HomeSecret.of(secret(), () -> wanted).equals(wanted)) {
      throw new StartFailure(
          "The PostgreSQL servers of this home were made with another password than "
              + VARIABLE
              + " says. It is in "
              + secret()
              + "; unset the variable, or set it to that.");
    }
    return wanted;
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
