package io.tributary.files.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.common.error.RowValues;
import io.tributary.common.error.SqliteMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteConfig;

/** SQLite itself says it. */
class SqliteMessageTest {
  @TempDir Path directory;

  @AfterEach
  void asUnset() {
    System.clearProperty(RowValues.SETTING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO refused VALUES ('top secret')",
        "SELECT json_extract('{}', path) FROM t",
        "SELECT json_extract(path, '$') FROM t",
        "INSERT INTO same SELECT path FROM t",
        "INSERT INTO checked SELECT path FROM t"
      })
  void repeatsNoValueOfARowInMessageOrStackUnlessToldSo(String sql) throws SQLException {
    SQLException said = refusal(sql);

    assertThat(everything(said)).doesNotContain("secret").contains("/data/app.db");

    System.setProperty(RowValues.SETTING, "true");
    assertThat(everything(said)).contains(said.getMessage());
  }

  @Test
  void namesWhatIsMissing() throws SQLException {
    assertThat(SqliteMessage.of(refusal("SELECT * FROM absent"))).contains("no such table: absent");
  }

  private static String everything(SQLException said) {
    StringWriter stack = new StringWriter();
    SqliteFailure.of(Path.of("/data/app.db"), said).printStackTrace(new PrintWriter(stack));
    return stack.toString();
  }

  private SQLException refusal(String sql) throws SQLException {
    Path file = directory.resolve("app.db");
    try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE t (path)");
      statement.executeUpdate("INSERT INTO t VALUES ('top ''secret''')");
      statement.executeUpdate("CREATE TABLE same (a PRIMARY KEY)");
      statement.executeUpdate("INSERT INTO same SELECT path FROM t");
      statement.executeUpdate("CREATE TABLE checked (a CHECK (length(a) < 3))");
      statement.executeUpdate("CREATE TABLE refused (a)");
      statement.executeUpdate(
          "CREATE TRIGGER stop BEFORE INSERT ON refused BEGIN SELECT RAISE(ABORT, 'the secret one');"
              + " END");
      return catchThrowableOfType(SQLException.class, () -> statement.execute(sql));
    }
  }
}
