package io.tributary.files.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be brought about as the user that runs the tests. */
class SqliteFailureTest {
  @ParameterizedTest
  @CsvSource({
    "5,BUSY",
    "261,BUSY",
    "8,READ_ONLY",
    "1032,READ_ONLY",
    "10,IO_ERROR",
    "266,IO_ERROR",
    "11,CORRUPT",
    "267,CORRUPT",
    "13,DISK_FULL",
    "14,CANNOT_OPEN",
    "26,NOT_A_DATABASE",
    "1,FAILED"
  })
  void namesWhatSqliteSaid(int code, SqliteError error) {
    SqliteFailure failure =
        SqliteFailure.of(Path.of("/data/app.db"), new SQLException("said", null, code));
    assertThat(failure.error()).isEqualTo(error);
    assertThat(failure)
        .hasMessageStartingWith(error.code())
        .hasMessageContaining("/data/app.db")
        .hasMessageContaining("said");
  }
}
