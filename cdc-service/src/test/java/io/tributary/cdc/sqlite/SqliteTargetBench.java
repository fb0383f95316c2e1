package io.tributary.cdc.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.converted.StatementParts;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.SchemaSettings;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.OnInvalid;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.sqlite.SqliteProgram;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file, a target of its own, and the steps between them without a worker. */
abstract class SqliteTargetBench {
  @TempDir Path directory;
  final TargetEnd target = new TargetEnd();
  SqliteProgram application;

  @BeforeEach
  void create() {
    application = SqliteProgram.in(directory);
    application.run(
        """
        CREATE TABLE author (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE);
        CREATE TABLE book (id INTEGER PRIMARY KEY, author REFERENCES author ON DELETE CASCADE,
          title TEXT);
        CREATE TABLE page (book INT REFERENCES book, no INT, text TEXT, PRIMARY KEY (book, no))
          WITHOUT ROWID;
        CREATE TABLE loose (v TEXT);
        CREATE INDEX by_title ON book (title) WHERE id > 1;
        CREATE VIEW titles AS SELECT title FROM book;
        INSERT INTO author VALUES (1, 'ann'), (40, 'gone');
        DELETE FROM author WHERE id = 40;
        """
            .replace("author REFERENCES", "author INTEGER REFERENCES"));
  }

  @AfterEach
  void drop() throws SQLException {
    target.close();
  }

  static void assertRefused(Runnable step, String code, String... parts) {
    assertThatThrownBy(step::run)
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> {
              assertThat(e.report().code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.report().message()).contains(parts);
            });
  }

  SqliteDriver driver() {
    Databases databases = new Databases();
    return new SqliteDriver(
        new StatementParts(
            new SchemaService(
                databases, TargetEnd.settings(SchemaSettings.class, Map.of()), Clock.systemUTC()),
            databases,
            TargetEnd.settings(CaptureSettings.class, Map.of()),
            "http://127.0.0.1:1",
            "127.0.0.1:1",
            "tributary",
            Clock.systemUTC()));
  }

  Migration migration(ConvertedSource sqlite) {
    return target.migration(
        Source.sqlite(
            "legacy", sqlite, new SchemaMapping("main", "app", Map.of(), List.of(), List.of())));
  }

  ConvertedSource sqlite(String ddlFile, OnInvalid onInvalid) {
    return new ConvertedSource(
        directory.resolve("test.db").toString(), ddlFile, onInvalid, true, null, Map.of());
  }
}
