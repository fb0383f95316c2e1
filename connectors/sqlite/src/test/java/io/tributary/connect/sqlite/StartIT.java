package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.files.sqlite.capture.CaptureStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream may begin at a place that was made before the connector was there. */
class StartIT {
  private static final int WAIT_MILLIS = 20_000;
  private static final String ROWS =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v);"
          + "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c');";

  private static CaptureStart start(Source source) {
    SqliteSettings settings = new SqliteSettings(source.settings());
    return CaptureStart.in(settings.file(), settings.prefix(), settings.captured(), WAIT_MILLIS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void whatChangedSinceComesAndNothingElse(String journal) throws Exception {
    try (Source source = new Source(journal).with("snapshot.mode", "no_data")) {
      // given
      source.sql(ROWS);
      CaptureStart start = start(source);
      source.sql("UPDATE t SET v = 'x' WHERE id = 2; DELETE FROM t WHERE id = 3;");
      source.sql("INSERT INTO t VALUES (4, 'd');");

      // when
      source.with("tributary.start.position", start.setting()).start();
      source.catchUpTo(start.number() + 1);

      // then
      assertThat(source.replica().rows("t")).containsExactly("[2, x]", "[4, d]");
      assertThat(source.replica().snapshotCompleted()).isFalse();
      // and: stored offsets count more than the start
      source.stop().sql("DELETE FROM t WHERE id = 4;").start();
      source.catchUpTo(source.replica().position() + 1);
      assertThat(source.replica().rows("t")).containsExactly("[2, x]");
    }
  }

  @Test
  void anIdleFileTellsThatTheStreamHasBegun() throws Exception {
    try (Source source = new Source("WAL").sql(ROWS)) {
      CaptureStart start = start(source);
      assertThat(start(source)).isEqualTo(start);
      source.with("tributary.start.position", start.setting()).start().catchUpTo(start.number());
      assertThat(source.replica().rows("t")).isEmpty();
    }
  }

  @Test
  void aTableWithoutItsTriggersIsReadAgainBeforeTheNextPlace() throws Exception {
    try (Source source = new Source("WAL").sql(ROWS)) {
      // given
      CaptureStart start = start(source);
      source.sql(
          "ALTER TABLE t RENAME TO old; CREATE TABLE t (id INTEGER PRIMARY KEY, v);"
              + "INSERT INTO t SELECT id, v || '!' FROM old; DROP TABLE old;");

      // when
      CaptureStart now = start(source);
      source.with("tributary.start.position", start.setting()).start().catchUpTo(now.number());

      // then
      assertThat(now.number()).isGreaterThan(start.number());
      source.requireSame("t");
    }
  }

  @Test
  void aStartThatMeansNothingIsRefused() {
    try (Source source = new Source("WAL").with("tributary.start.position", "17")) {
      assertThatThrownBy(source::start).hasMessageContaining("TRB-SQLITE-SETTING: tributary.start");
      source.with("tributary.start.position", "");
    }
  }
}
