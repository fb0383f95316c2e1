package io.tributary.checks.file;

import io.tributary.common.plan.source.Source;
import io.tributary.files.sqlite.source.SqliteFileNature;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.files.sqlite.source.UntouchedSqliteFile;
import java.nio.file.Path;

/** How files are opened for the checks. */
interface FileAccess {

  /** Reads one state of a source's file. */
  <T> T read(Source source, Path file, SqliteSourceFile.Reading<T> reading);

  /** As the services do, who write to it later: SQLite may bring the file's journal in order. */
  FileAccess OF_SERVICES =
      new FileAccess() {
        @Override
        public <T> T read(Source source, Path file, SqliteSourceFile.Reading<T> reading) {
          SqliteFileNature.require(source.name(), file);
          return SqliteSourceFile.of(source.converted().at(file.toString())).read(reading);
        }
      };

  /** For a look that leaves every byte as it is. */
  FileAccess UNTOUCHED =
      new FileAccess() {
        @Override
        public <T> T read(Source source, Path file, SqliteSourceFile.Reading<T> reading) {
          SqliteFileNature.require(source.name(), file);
          return new UntouchedSqliteFile(source.name(), file).read(reading);
        }
      };
}
