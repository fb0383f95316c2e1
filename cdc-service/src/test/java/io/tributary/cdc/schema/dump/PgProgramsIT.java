package io.tributary.cdc.schema.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.schema.SchemaFixture;
import io.tributary.fixture.AllGrants;
import io.tributary.fixture.PostgresFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
}
