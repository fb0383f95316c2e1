package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.source.SourceDriver;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Values of a file whose migration file declares conversions, through both streams. The {@code
 * sqlite3} program says what is stored, by storage class and spelling, and plain SQL what the
 * target has.
 */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class ConvertedRoundsIT {
  private static final int ROUNDS = 3;
  private static final String ALL =
      "SELECT id, quote(state), quote(on_duty), quote(flag), quote(seen), quote(local), quote(hex),"
          + " quote(base64), quote(raw), quote(words), quote(numbers) FROM kept ORDER BY id";

  @Inject ApplyService apply;
  private TwoWayFile move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayFile(
            apply,
            DeclaredRules.of(
                """
                kept:
                  columns:
                    state: {convert: enum, type: kept_state, labels: {an: active, AN: active, aus: idle}}
                    on_duty: {convert: boolean, true-texts: [ja], false-texts: [nein]}
                    flag: {convert: boolean}
                    seen: {convert: timestamptz, epoch: by-digits, current-timestamp-zone: UTC}
                    local: {convert: timestamp}
                    hex: {convert: bytes, encoding: hex}
                    base64: {convert: bytes, encoding: base64}
                    words: {convert: vector, dimension: 3}
                    numbers: {convert: vector, dimension: 2}
                """),
            """
            PRAGMA journal_mode = wal;
            CREATE TABLE kept (
              id INTEGER PRIMARY KEY, touched INTEGER NOT NULL DEFAULT 0, state TEXT, on_duty TEXT,
              flag BOOLEAN, seen, local TEXT, hex TEXT, base64 TEXT, raw BLOB, words TEXT,
              numbers BLOB);
            INSERT INTO kept VALUES
              (1, 0, 'an', 'ja', 1, 1700000000, '2024-01-02T03:04', 'DEADBEEF', '3q2+7w==',
               x'deadbeef', '[1, 2.50,-0]', x'0000803f000000c0'),
              (2, 0, 'AN', 'JA', 'yes', 1700000000123, '2024-01-02 03:04:05.10', '0xdeadbeef', '',
               x'', ' [1e0,2,3]', x'00000000000000c0'),
              (3, 0, 'aus', 'Nein', 'OFF', 1700000000123456, '2024-01-02', '\\xDEAD', '3q2+',
               NULL, '[0.1,0.2,0.3]', NULL),
              (4, 0, 'an', 'nein', 0.0, '2024-01-02T03:04:05+02:00', NULL, x'dead', x'dead',
               zeroblob(3), NULL, x'0000803f0000803f'),
              (5, 0, NULL, NULL, NULL, '2024-07-02 03:04:05', '2024-07-02T03:04:05', '', NULL,
               x'01', x'0000803f0000803f0000803f', '[1,2]'),
              (6, 0, 'AN', 'ja', 'f', 1700000000.25, NULL, 'dead', NULL, NULL, NULL, NULL),
              (7, 0, 'AN', 'ja', 'f', '2024-07-02T03:04:05', NULL, 'dead', NULL, NULL, NULL, NULL)\
            """);
    // What needed to be installed stays installed, and that is not what this is about.
    move.target.run("CREATE EXTENSION vector");
    move.begin();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void leavesEachSpellingAndStorageClassAsItWasInEachRound() {
    // given
    List<String> before = move.lines(ALL);
    for (int round = 1; round <= ROUNDS; round++) {
      // when: the rows are touched at both sides, and none of their values is
      move.write("UPDATE kept SET touched = touched + 1 WHERE id % 2 = 0");
      move.change(move.out);
      move.target.run(
          "UPDATE app.kept SET touched = touched + 10 WHERE id < 6",
          "UPDATE app.kept SET seen = seen, state = state, words = words, raw = raw");
      move.change(move.back);
      move.restartService();

      // then
      assertThat(move.lines(ALL)).isEqualTo(before);
    }
    assertThat(move.lines("SELECT touched FROM kept ORDER BY id"))
        .containsExactly("30", "33", "30", "33", "30", "3", "0");
  }

  @Test
  void spellsWhatWasChangedLikeTheValueThatItReplaces() {
    // when
    move.change(move.out);
    move.target.run(
        """
        UPDATE app.kept SET
          state = (CASE state WHEN 'active' THEN 'idle' WHEN 'idle' THEN 'active' END)::app.kept_state,
          on_duty = NOT on_duty, flag = NOT flag, seen = seen + interval '1 hour',
          local = local + interval '90 minutes', hex = hex || '\\xab', base64 = base64 || '\\x01',
          raw = raw || '\\xff', words = words + '[1,1,1]', numbers = numbers + '[0.5,0]'""");
    move.change(move.back);

    // then
    assertThat(move.lines(ALL))
        .containsExactly(
            "1|'aus'|'nein'|0|1700003600|'2024-01-02T04:34'|'DEADBEEFAB'|'3q2+7wE='|X'DEADBEEFFF'|'[2,3.5,1]'|X'0000C03F000000C0'",
            "2|'aus'|'NEIN'|'no'|1700003600123|'2024-01-02 04:34:05.10'|'0xdeadbeefab'|'AQ=='|X'FF'|'[2,3,4]'|X'0000003F000000C0'",
            "3|'an'|'Ja'|'ON'|1700003600123456|'2024-01-02 01:30'|'\\xDEADAB'|'3q2+AQ=='|NULL|'[1.1,1.2,1.3]'|NULL",
            "4|'aus'|'ja'|1|'2024-01-02T04:04:05+02:00'|NULL|X'DEADAB'|X'DEAD01'|X'000000FF'|NULL|X'0000C03F0000803F'",
            "5|NULL|NULL|NULL|'2024-07-02 04:04:05'|'2024-07-02T04:34:05'|'ab'|NULL|X'01FF'|X'000000400000004000000040'|'[1.5,2]'",
            "6|'aus'|'nein'|'t'|1700003600.25|NULL|'deadab'|NULL|NULL|NULL|NULL",
            "7|'aus'|'nein'|'t'|'2024-07-02T04:04:05'|NULL|'deadab'|NULL|NULL|NULL|NULL");

    // and: the target is told the same values when it is opened again
    List<String> there = targetRows();
    move.write("UPDATE kept SET touched = 1");
    move.change(move.out);
    assertThat(targetRows()).isEqualTo(there);
  }

  private List<String> targetRows() {
    return move.target.rows(
        "SELECT id, state, on_duty, flag, seen, local, hex, base64, raw, words, numbers"
            + " FROM app.kept ORDER BY id");
  }

  @Test
  void spellsWhatWasBornAtTheTargetAsDeclared() {
    // when
    move.change(move.out);
    move.target.run(
        """
        INSERT INTO app.kept VALUES (20, 1, 'active', true, false, '2024-07-02 03:04:05.5+00',
          '2024-07-02 03:04:05', '\\xdead', '\\xdead', '\\xdead', '[1,2,0.5]', '[1,-2]')""");
    move.change(move.back);

    // then
    String born = ALL.replace("ORDER BY id", "WHERE id = 20");
    assertThat(move.lines(born))
        .containsExactly(
            "20|'an'|'ja'|0|'2024-07-02T03:04:05.5Z'|'2024-07-02 03:04:05'|'dead'|'3q0='|X'DEAD'|'[1,2,0.5]'|X'0000803F000000C0'");
  }

  @Test
  void stopsByNameAtAColumnThatTheOpenTargetGetsUntilItIsTakenBack() {
    // when
    move.change(move.out);
    move.target.run(
        "ALTER TABLE app.kept ADD COLUMN added text",
        "INSERT INTO app.kept (id, touched, added) VALUES (30, 1, 'x')");

    // then: it is named, and nobody goes back meanwhile
    assertThat(move.awaitError(move.back, ApplyError.SCHEMA_CHANGED).message())
        .contains("Table app.kept of the target of source legacy was changed")
        .contains("added")
        .contains("Take the change back, and type `./tributary resume NAME`");
    SourceDriver homeward = move.homeward();
    assertThatThrownBy(() -> homeward.raiseFence("back", Instant.now().plusSeconds(60)))
        .hasMessageContaining("app.kept")
        .hasMessageContaining("The target of source legacy is not fenced and goes on as before");

    // and: what was written goes on when it is taken back
    move.target.run("ALTER TABLE app.kept DROP COLUMN added");
    move.restartService();
    move.change(move.back);
    assertThat(move.lines("SELECT id, touched FROM kept WHERE id > 7")).containsExactly("30|1");
  }
}
