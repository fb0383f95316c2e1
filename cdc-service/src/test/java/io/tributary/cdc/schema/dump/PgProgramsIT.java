package io.tributary.cdc.schema.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.schema.SchemaFixture;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgProgramsIT {
  @TempDir private Path directory;

  @Test
  void theServerLooksForTheHostOfADumpAndOfARestore() throws Exception {
    // given programs that ask the server, by the connection that the real ones would have
    Path psql = PostgresFixture.target().binDirectory().resolve("psql");
    for (String program : List.of("pg_dump", "pg_restore")) {
      Path script =
          Files.writeString(
              directory.resolve(program),
              """
              #!/bin/sh
              exec %s -XAt -o %s -c "SELECT current_setting('tcp_keepalives_idle'),
                current_setting('tcp_keepalives_interval'), current_setting('tcp_keepalives_count'),
                current_setting('TimeZone')"
              """
                  .formatted(psql, directory.resolve(program + ".told")));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
    PgPrograms programs =
        new PgPrograms(SchemaFixture.settings(directory.toString()), AllGrants.secrets());
    var place = SchemaFixture.connection(PostgresFixture.target(), "postgres");

    // when
    programs.dump(place, List.of(), directory.resolve("archive"));
    programs.restoreAtOnce(place, directory.resolve("archive"), List.of("an entry"));

    // then
    assertThat(directory.resolve("pg_dump.told")).hasContent("5|2|3|UTC");
    assertThat(directory.resolve("pg_restore.told")).hasContent("5|2|3|UTC");
  }

  @Test
  void theEntriesOfAnArchiveAreThoseOfBothSidesOfTheData() throws Exception {
    // given
    String database = "schema_programs";
    PostgresFixture.target().createDatabase(database);
    try (Connection connection = SchemaFixture.openTarget(database)) {
      SchemaFixture.run(
          connection,
          """
          CREATE TABLE t (id int PRIMARY KEY, other int REFERENCES t); CREATE INDEX i ON t (other);
          COMMENT ON TABLE t IS 'a table'; COMMENT ON INDEX i IS 'an index';
          CREATE VIEW v AS SELECT id FROM t; CREATE STATISTICS s ON id, other FROM t;
          ALTER TABLE t REPLICA IDENTITY FULL; ALTER TABLE t ENABLE ROW LEVEL SECURITY;
          CREATE POLICY p ON t USING (id > 0); CREATE RULE r AS ON DELETE TO t DO ALSO NOTIFY gone          """);
    }
    PgPrograms programs = new PgPrograms(SchemaFixture.settings(), AllGrants.secrets());
    Path archive = directory.resolve("archive");
    programs.dump(SchemaFixture.connection(PostgresFixture.target(), database), List.of(), archive);

    // when
    List<TocEntry> entries = programs.entries(archive);

    // then
    ArchiveContents contents = programs.contents(archive);
    assertThat(entries)
        .containsExactlyElementsOf(
            Stream.concat(contents.before().stream(), contents.after().stream()).toList());
    assertThat(contents.before()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(contents.after()).hasSizeGreaterThanOrEqualTo(7);
  }
}
