package io.tributary.local.demo.setup;

import io.tributary.local.demo.database.PostgresAddress;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.demo.sample.LegacyKind;
import io.tributary.local.stack.LoopbackPort;
import io.tributary.local.stack.ProcessReadiness;
import io.tributary.local.stack.ProcessSpec;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The PgBouncer of the demo, through which the applications of PostgreSQL samples connect: they
 * know its address alone, at both sides. Clients log in to it as they would at the server.
 *
 * @param directory with its files; those of entries are rewritten at each change of sides
 * @param port where it listens on the loopback interface
 */
public record DemoPooler(Path directory, int port) {
  static final String ADMIN = "tributary";
  static final String PASSWORD = "DEMO_POOLER_PASSWORD";
  private static final Duration START_LIMIT = Duration.ofSeconds(180);

  /** One in the home of a stack, at a free port. */
  public static DemoPooler in(StackLayout layout) {
    return new DemoPooler(layout.home().resolve("pooler"), LoopbackPort.free());
  }

  /** Whether the application of a sample connects through it. */
  public static boolean takes(DemoSample sample) {
    return sample.kind() == LegacyKind.POSTGRESQL;
  }

  /** The file with the entry of a sample's database. */
  public Path entries(DemoSample sample) {
    return directory.resolve(sample.name() + ".ini");
  }

  /** Where the application of a sample connects. */
  PostgresAddress address(PostgresAddress server) {
    return new PostgresAddress(
        LoopbackPort.HOST, port, server.database(), server.user(), server.password());
  }

  /**
   * Writes its configuration, with an entry for each application at its legacy database.
   *
   * @param applications the samples that it takes, each with the address of its role at the server
   * @param adminPassword of who may pause and reload it
   */
  public void configure(Map<DemoSample, PostgresAddress> applications, String adminPassword) {
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
      for (Map.Entry<DemoSample, PostgresAddress> each : applications.entrySet()) {
        write(entries(each.getKey()), entry(each.getValue()));
      }
      write(
          directory.resolve("users.txt"),
          users(Set.copyOf(applications.values())) + login(ADMIN, adminPassword));
      write(directory.resolve("pgbouncer.ini"), settings(applications.keySet()));
    } catch (IOException e) {
      throw new StartFailure("The files of the pooler cannot be written: " + e, e);
    }
  }

  private static String entry(PostgresAddress server) {
    return "[databases]\n%2$s = host=%s port=%4$d dbname=%2$s user=%3$s password=%5$s pool_size=8\n"
        .formatted(
            server.host(), server.database(), server.user(), server.port(), server.password());
  }

  private static String users(Set<PostgresAddress> applications) {
    return applications.stream()
        .map(each -> login(each.user(), each.password()))
        .collect(Collectors.joining());
  }

  private static String login(String user, String password) {
    return "\"%s\" \"%s\"\n".formatted(user, password);
  }

  private String settings(Set<DemoSample> samples) {
    String included =
        samples.stream()
            .map(sample -> "%include " + entries(sample) + "\n")
            .collect(Collectors.joining());
    return """
    [databases]
    %s
    [pgbouncer]
    listen_addr = %s
    listen_port = %d
    unix_socket_dir =
    auth_type = scram-sha-256
    auth_file = %s
    admin_users = %s
    pool_mode = transaction
    ignore_startup_parameters = extra_float_digits
    """
        .formatted(included, LoopbackPort.HOST, port, directory.resolve("users.txt"), ADMIN);
  }

  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  /** How it is run, once it is configured. */
  public ProcessSpec process(StackLayout layout) {
    String address = LoopbackPort.HOST + ":" + port;
    return new ProcessSpec(
        "pgbouncer",
        address,
        List.of("sh", layout.script("run-pgbouncer.sh").toString(), directory.toString()),
        Map.of(),
        "TERM",
        new ProcessReadiness.Port(LoopbackPort.HOST, port),
        START_LIMIT);
  }
}
