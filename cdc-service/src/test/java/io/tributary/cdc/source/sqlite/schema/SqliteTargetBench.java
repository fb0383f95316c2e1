package io.tributary.cdc.source.sqlite.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.source.RealSourceKinds;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.cdc.source.sqlite.CapturedFile;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.nio.file.Path;
import java.sql.SQLException;
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

  SourceKinds kinds() {
    return RealSourceKinds.with(Map.of(), "http://127.0.0.1:1", "127.0.0.1:1", new CopyHooks());
  }

  /** A target is opened only while its source refuses writes. */
  void fence(SourceDriver driver) {
    CapturedFile.fence(directory.resolve("test.db"), driver);
  }

  Migration migration(SqliteSource sqlite) {
    return target.migration(sqlite);
  }

  SqliteSource sqlite(String ddlFile, OnInvalid onInvalid) {
    return SqliteSource.of(
            "legacy",
            directory.resolve("test.db").toString(),
            new SchemaMapping("main", "app", Map.of(), List.of(), List.of()))
        .withDdlFile(ddlFile)
        .with(ConversionRules.UNSAID.with(onInvalid));
  }
}
