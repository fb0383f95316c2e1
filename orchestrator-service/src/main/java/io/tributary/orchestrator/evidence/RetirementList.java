package io.tributary.orchestrator.evidence;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be done until old databases are out of service. Nothing of it before the migration is
 * completed: a rollback needs them. Pure.
 *
 * @param plan the migration
 */
record RetirementList(Migration plan) {

  /** All steps, source by source; none behind a rollback, where the old databases are in use. */
  List<RetirementStep> steps(Direction direction) {
    return direction == Direction.BACK
        ? List.of()
        : plan.sources().stream().flatMap(this::of).toList();
  }

  private Stream<RetirementStep> of(Source source) {
    RetirementStep complete =
        step(
            source,
            "Order complete for migration %s, and wait until its state is Completed. From then on there is no way back."
                .formatted(plan.name()));
    return Stream.concat(
        Stream.of(complete),
        switch (source.kind()) {
          case POSTGRESQL -> database(source.postgres());
          case SQLITE -> file(source);
          case CHROMA -> directory(source);
        });
  }

  private static Stream<RetirementStep> database(PostgresSource source) {
    DatabaseAddress at = source.connection();
    String login =
        "--host=%s --port=%d --username=%s"
            .formatted(quoted(at.host()), at.port(), quoted(at.user()));
    String name = Sql.literal(at.database()).strip();
    return Stream.of(
        step(
            source,
            "No application is connected to %s any more.".formatted(at.display()),
            "SELECT usename, application_name, client_addr, state_change FROM pg_catalog.pg_stat_activity WHERE datname = %s AND backend_type = 'client backend';"
                .formatted(name)),
        step(
            source,
            "No replication slot is left that keeps its WAL.",
            "SELECT slot_name, active FROM pg_catalog.pg_replication_slots WHERE database = %s;"
                .formatted(name)),
        step(
            source,
            "Nothing else of it is in use: what is listed did not move.",
            "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'tributary', 'tributary_fence', %s);"
                .formatted(
                    source.schemas().stream()
                        .map(SchemaMapping::from)
                        .map(schema -> Sql.literal(schema).strip())
                        .collect(Collectors.joining(", ")))),
        step(
            source,
            "Keep a last backup for as long as you have to, and try to restore it.",
            "pg_dump %s --format=custom --file=%s %s"
                .formatted(login, quoted(at.database() + "-last.dump"), quoted(at.database()))),
        step(
            source,
            "Refuse connections, and wait for as long as somebody may still miss it.",
            "ALTER DATABASE %s WITH ALLOW_CONNECTIONS false;"
                .formatted(Sql.identifier(at.database()))),
        step(
            source,
            "Drop the database, and the server if it has no other. Take the role %s, its password, backups that are due and monitoring away with it."
                .formatted(at.user()),
            "DROP DATABASE %s;".formatted(Sql.identifier(at.database()))));
  }

  private static Stream<RetirementStep> file(Source source) {
    String path = source.filePath().orElseThrow();
    return Stream.of(
        step(source, "No process has the file open.", "fuser --verbose " + quoted(path)),
        step(
            source,
            "Keep a last backup for as long as you have to, and try to open it.",
            "sqlite3 -readonly %s %s"
                .formatted(
                    quoted(path), quoted("VACUUM INTO " + Sql.literal(path + ".last").strip()))),
        step(
            source,
            "Move the file away, with what SQLite keeps beside it, and wait for as long as somebody may still miss it.",
            "mv %s %s".formatted(quoted(path), quoted(path + ".retired"))),
        step(source, "Delete the file.", "rm %s".formatted(quoted(path + ".retired"))));
  }

  private static Stream<RetirementStep> directory(Source source) {
    String path = source.filePath().orElseThrow();
    return Stream.of(
        step(
            source,
            "The Chroma server that has the directory open is stopped, and is not started again.",
            "fuser --verbose " + quoted(path + "/chroma.sqlite3")),
        step(
            source,
            "Keep a last backup for as long as you have to, and try to unpack it.",
            "tar --create --gzip --file=%s --directory=%s ."
                .formatted(quoted(path + ".last.tar.gz"), quoted(path))),
        step(
            source,
            "Move the directory away, and wait for as long as somebody may still miss it.",
            "mv %s %s".formatted(quoted(path), quoted(path + ".retired"))),
        step(source, "Delete the directory.", "rm --recursive " + quoted(path + ".retired")));
  }

  private static RetirementStep step(Source source, String what, String... commands) {
    return new RetirementStep(source.name(), what, List.of(commands));
  }

  /** One word of a shell, whatever it has in it. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
