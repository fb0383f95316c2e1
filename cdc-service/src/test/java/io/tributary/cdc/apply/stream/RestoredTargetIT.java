package io.tributary.cdc.apply.stream;

import static io.tributary.cdc.apply.fixture.Cells.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyScenario;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.fixture.RunbookCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands with which docs/runbook.md keeps and restores what stands in the target. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class RestoredTargetIT extends ApplyScenario {
  private Path directory;

  @BeforeEach
  void tables() throws IOException {
    directory = Files.createTempDirectory("restored-target");
    target.table("app.item", "id int PRIMARY KEY, n text");
    // Without a key a change that is applied twice shows.
    target.table("app.entry", "n int");
    emptySnapshot();
  }

  @Test
  void appliesOnceWhatCameSinceABackupThatWasMadeWhileChangesWereApplied() throws Exception {
    // given
    start();
    entries(1, 500);
    topic.flush();
    await().atMost(SOON).until(() -> applied() > 0);
    Thread writer = new Thread(() -> entries(501, 3_000), "writer");
    writer.start();

    // when
    shell("backup-target");
    writer.join();
    settle();
    assertEntries(3_000);
    apply.stop(stream);
    target.run("DROP TABLE app.entry; DELETE FROM tributary.checkpoint; TRUNCATE app.item");
    shell("restore-target");

    // then it is as it was in the moment of the backup
    int restored = applied();
    assertThat(restored).isBetween(1, 3_000);
    assertThat(target.one("SELECT count(*) FROM app.item")).isEqualTo(String.valueOf(restored));
    // and goes on
    start();
    entries(3_001, 3_010);
    settle();
    assertEntries(3_010);
    assertClosed("app.entry");
  }

  @Test
  void goesOnWithTheStateFromBeforeAnUpgradeThatIsTakenBack() throws Exception {
    // given
    start();
    entries(1, 20);
    settle();
    apply.stop(stream);
    target.run(
        "INSERT INTO tributary.history (migration, at, event, from_state, to_state, detail)"
            + " VALUES ('shop', now(), 'start', 'Created', 'Starting', '{}')");
    shell("backup-state");

    // when a newer version has brought the schema up to date, and the former one is to come back
    target.run(
        "CREATE TABLE tributary.tomorrow (n int PRIMARY KEY);"
            + "ALTER TABLE tributary.checkpoint RENAME COLUMN topic_offset TO place;"
            + "INSERT INTO tributary.flyway_schema_history SELECT installed_rank + 1, '99', 'tomorrow',"
            + " type, 'V99__tomorrow.sql', 7, installed_by, now(), 1, true"
            + " FROM tributary.flyway_schema_history ORDER BY installed_rank DESC LIMIT 1");
    shell("restore-state");

    // then
    start();
    entries(21, 30);
    settle();
    assertEntries(30);
    assertThat(
            target.rows(
                "SELECT version FROM tributary.flyway_schema_history WHERE version = '99'"
                    + " UNION ALL SELECT tablename FROM pg_tables WHERE tablename = 'tomorrow'"))
        .isEmpty();
    assertThat(target.one("SELECT event FROM tributary.history")).isEqualTo("start");
    // what protects the history and the tables is there as before
    for (String refused :
        List.of("UPDATE tributary.history SET event = 'x'", "TRUNCATE tributary.history")) {
      assertThatThrownBy(() -> target.run(refused))
          .rootCause()
          .hasMessageContaining("only ever added to");
    }
    assertClosed("app.entry");
    assertClosed("app.item");
  }

  @Test
  void leavesTheStateAsItIsWhereTheFileIsBroken() throws Exception {
    // given
    start();
    entries(1, 3);
    settle();
    apply.stop(stream);
    Files.writeString(directory.resolve("kept.dump"), "PGDMP, as far as it came");

    // when
    assertThatThrownBy(() -> shell("restore-state")).hasMessageContaining("pg_restore");

    // then
    start();
    entries(4, 5);
    settle();
    assertEntries(5);
  }

  @AfterEach
  void removeFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private void shell(String label) throws Exception {
    RunbookCommand.shell(label, directory.resolve("kept.dump"), server(), target.name());
  }

  private void entries(int from, int to) {
    for (int i = from; i <= to; i++) {
      topic
          .begin()
          .insert("entry", row("n", String.valueOf(i)))
          .insert("item", row("id", String.valueOf(i), "n", "item " + i))
          .end();
    }
  }

  private int applied() {
    return Integer.parseInt(target.one("SELECT count(*) FROM app.entry"));
  }

  private void assertEntries(int count) {
    for (String column : List.of("n FROM app.entry", "id FROM app.item")) {
      assertThat(
              target.one(
                  "SELECT count(*), count(DISTINCT n), coalesce(max(n), 0) FROM (SELECT "
                      + column.replace("id", "id AS n")
                      + ") rows"))
          .isEqualTo(count + "|" + count + "|" + count);
    }
  }

  private void assertClosed(String table) {
    assertThat(
            target.one(
                "SELECT count(*) FROM pg_trigger WHERE tgname = 'tributary_closed'"
                    + " AND tgenabled = 'O' AND tgfoid = 'tributary.refuse_write'::regproc"
                    + " AND tgrelid = '%s'::regclass".formatted(table)))
        .isEqualTo("1");
  }
}
