package io.tributary.local.demo.setup;

import io.tributary.local.demo.database.ChromaAddress;
import io.tributary.local.demo.database.DatabaseAddress;
import io.tributary.local.demo.database.PostgresAddress;
import io.tributary.local.demo.database.SqliteAddress;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Makes the legacy databases and the .env files of their applications.
 *
 * @param samples the directory {@code deploy/samples}
 * @param bin with psql
 */
public record SampleLoader(Path samples, Path bin, DemoServers servers) {
  private static final List<String> FILES =
      List.of("legacy.sql", "data.sql", "legacy.constraints.sql");

  /** What a sample's writer needs besides; only some samples have it. */
  private static final String FOR_THE_WRITER = "writer.demo.sql";

  /** An empty database at the target for everything. */
  public void createTarget() {
    run(
        servers.target("postgres"),
        List.of("CREATE DATABASE " + DemoMigrationFile.TARGET_DATABASE));
  }

  /**
   * The sample's database, on PostgreSQL with an application role that may write its tables.
   *
   * @param file where a sample that is a file or a directory goes
   * @param pooler through which applications connect that it takes
   */
  public void load(DemoSample sample, Path envFile, Path file, Optional<DemoPooler> pooler) {
    switch (sample.kind()) {
      case POSTGRESQL -> loadDatabase(sample, envFile, pooler);
      case SQLITE -> {
        new SampleFile(samples.resolve(sample.name()), file).make();
        set(envFile, sample, new SqliteAddress(file));
      }
      case CHROMA -> {
        new SampleDirectory(samples.resolve(sample.application()).resolve("chroma"), file).make();
        set(envFile, sample, new ChromaAddress(file));
      }
    }
  }

  private void loadDatabase(DemoSample sample, Path envFile, Optional<DemoPooler> pooler) {
    PostgresAddress application = servers.application(sample);
    String role = application.user();
    run(
        servers.legacy("postgres"),
        List.of(
            "CREATE DATABASE " + sample.name(),
            "CREATE ROLE " + role + " LOGIN PASSWORD '" + application.password() + "'"));
    PostgresAddress database = servers.legacy(sample.name());
    Path directory = samples.resolve(sample.name());
    FILES.forEach(file -> psql(database, directory.resolve(file)));
    if (Files.exists(directory.resolve(FOR_THE_WRITER))) {
      psql(database, directory.resolve(FOR_THE_WRITER));
    }
    run(
        database,
        List.of(
            "GRANT USAGE ON SCHEMA public TO " + role,
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + role,
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO " + role));
    set(envFile, sample, pooler.map(each -> each.address(application)).orElse(application));
  }

  /** Names and passwords in these statements are of the demo's own making. */
  private static void run(PostgresAddress database, List<String> statements) {
    try (Connection connection = database.open();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new StartFailure("The demo's databases at " + database + " were not made: " + e, e);
    }
  }

  /** An application with two databases has a line for each. */
  private static void set(Path file, DemoSample sample, DatabaseAddress address) {
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(
          file, sample.variable() + "=" + address.text() + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new StartFailure("The file " + file + " cannot be written: " + e, e);
    }
  }

  private void psql(PostgresAddress database, Path file) {
    ProcessBuilder builder =
        new ProcessBuilder(
            bin.resolve("psql").toString(),
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
            "--file=" + file,
            "--host=" + database.host(),
            "--port=" + database.port(),
            "--username=" + database.user(),
            "--dbname=" + database.database());
    builder.environment().put("PGPASSWORD", database.password());
    try {
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String messages = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new StartFailure("The sample file " + file + " was not loaded:\n" + messages);
      }
    } catch (IOException e) {
      throw new StartFailure("psql could not be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("Interrupted while " + file + " was loaded.", e);
    }
  }
}
