package io.tributary.local.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.SqlitePrint;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.stack.StackOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A shop's file with names of mixed case, money in REALs and a table that refers to itself. */
class ChinookIT {
  private static final List<String> TABLES =
      List.of(
          "Album",
          "Artist",
          "Customer",
          "Employee",
          "Genre",
          "Invoice",
          "InvoiceLine",
          "MediaType",
          "Playlist",
          "PlaylistTrack",
          "Track");

  @Test
  void movesWhileItIsWrittenToAndLeavesNothingButTheFence() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    SqliteLegacy chinook =
        new SqliteLegacy(stack, stack.api(), "chinook", "on-invalid: quarantine");
    Path sample =
        Path.of(System.getProperty("tributary.root"))
            .resolve("deploy/samples/chinook/legacy.db.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(sample))) {
      Files.copy(in, chinook.file);
    }
    List<String> schema = schema(chinook);

    // when
    chinook.replicate();
    chinook.run(
        "INSERT INTO Artist (Name) VALUES ('Sigur Rós');"
            + "UPDATE Track SET UnitPrice = 1.98 WHERE TrackId % 100 = 0;"
            + "UPDATE Employee SET ReportsTo = 2 WHERE EmployeeId = 8;"
            + "DELETE FROM PlaylistTrack WHERE PlaylistId = 8;");
    TreeMap<String, String> verdicts = chinook.verdicts();

    // then
    assertThat(verdicts.values()).hasSize(11).allMatch(v -> v.matches("EQUAL \\d+\\+0"));
    assertThat(verdicts).containsEntry("main.Track", "EQUAL 3503+0");
    chinook.cutOver();
    try (Connection source = chinook.open();
        Connection target = chinook.target()) {
      for (String table : TABLES) {
        assertThat(SqlitePrint.rows(target, "SELECT * FROM chinook.\"" + table + '"'))
            .as(table)
            .isEqualTo(SqlitePrint.rows(source, "SELECT * FROM \"" + table + '"'));
      }
      assertThat(
              SqlitePrint.rows(
                  target,
                  "SELECT DISTINCT \"UnitPrice\"::text AS p, pg_typeof(\"UnitPrice\")::text AS t"
                      + " FROM chinook.\"Track\" WHERE \"TrackId\" % 100 = 0"))
          .containsExactly("p=1.98|t=numeric|");
      assertThat(
              SqlitePrint.rows(
                  target,
                  "SELECT conname::text AS c FROM pg_constraint WHERE contype = 'f'"
                      + " AND conrelid = 'chinook.\"Employee\"'::regclass"))
          .hasSize(1);
      // The database goes on to give out keys where the file left off.
      assertThat(
              SqlitePrint.rows(
                  target,
                  "INSERT INTO chinook.\"Artist\" (\"Name\") VALUES ('new')"
                      + " RETURNING \"ArtistId\" AS id"))
          .containsExactly("id=277|");
    }

    // when, then
    assertThatThrownBy(() -> chinook.run("INSERT INTO Artist (Name) VALUES ('late')"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("chinook");
    chinook.complete();
    assertThat(schema(chinook))
        .containsAll(schema)
        .filteredOn(row -> !schema.contains(row))
        .isNotEmpty()
        .allMatch(row -> row.contains("name=_tributary_fence_"));

    // when the operator takes the fence out of the old file, too
    removeCapture(chinook.file);

    // then
    assertThat(schema(chinook)).isEqualTo(schema);
  }

  /** As docs/sqlite.md says. */
  private static void removeCapture(Path file) throws Exception {
    Path plugin =
        Path.of(System.getProperty("tributary.root"))
            .resolve("deploy/local/connect/target/plugins/tributary-sqlite");
    Process removal =
        new ProcessBuilder(
                StackOptions.java().toString(),
                "-cp",
                plugin + "/*",
                "io.tributary.files.sqlite.capture.CaptureRemoval",
                file.toString())
            .inheritIO()
            .start();
    assertThat(removal.waitFor()).isZero();
  }

  private static List<String> schema(SqliteLegacy legacy) throws SQLException {
    try (Connection connection = legacy.open()) {
      return SqlitePrint.rows(
          connection, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid");
    }
  }
}
