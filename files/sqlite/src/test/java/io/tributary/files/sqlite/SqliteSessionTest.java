package io.tributary.files.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteSessionTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.db?journal_mode=DELETE&vfs=none",
        "a%41.db",
        "with # and spaces.db",
        ":memory:",
        "mode=memory.db",
        "Überall 数.db"
      })
  void opensTheFileThatIsNamedWhateverSignsAreInItsName(String name) throws Exception {
    // given
    Path file = Files.createFile(directory.resolve(name));

    // when
    SqliteSession session = SqliteSession.open(file, 100);

    // then
    try (Statement statement = session.connection().createStatement()) {
      statement.execute("CREATE TABLE t (a)");
      try (ResultSet opened = statement.executeQuery("PRAGMA database_list")) {
        assertThat(Path.of(opened.getString("file"))).isEqualTo(file);
      }
    } finally {
      session.connection().close();
    }
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
    assertThat(Files.size(file)).isPositive();
  }
}
