package io.tributary.cdc.source.sqlite;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.source.ChangesTopicReader;
import io.tributary.cdc.source.RealSourceKinds;
import io.tributary.cdc.source.SourceContract;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.cdc.source.sqlite.schema.OpenWriter;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.RunbookCommand;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with a real file, a writer in another process, a real worker and a real target. */
class SqliteSourceIT extends SourceContract {
  private static final String DEFINITIONS =
      "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS text FROM sqlite_master"
          + " ORDER BY 1";

  @TempDir Path directory;
  private SqliteProgram application;

  @BeforeEach
  void create() {
    application = SqliteProgram.in(directory);
    application.run(
        "PRAGMA journal_mode = WAL;"
            + "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT);"
            + "CREATE TABLE line (id INTEGER PRIMARY KEY, item INTEGER REFERENCES item, note);"
            + "CREATE TABLE left_behind (id INTEGER PRIMARY KEY);"
            + "CREATE TRIGGER own AFTER DELETE ON item BEGIN DELETE FROM line; END;"
            + "INSERT INTO item VALUES (1, 'first');");
  }

  @Override
  public SqliteSource source() {
    return SqliteSource.of(
        "legacy",
        directory.resolve("test.db").toString(),
        new SchemaMapping("main", "app", Map.of(), List.of(), List.of("left_*")));
  }

  @Override
  public Source rest() {
    return SqliteSource.of(
        "legacy",
        directory.resolve("test.db").toString(),
        new SchemaMapping("main", "rest", Map.of(), List.of("left_*"), List.of()));
  }

  @Override
  public void addToRest(int id) {
    write("INSERT INTO left_behind VALUES (" + id + ")");
  }

  @Override
  public void add(int id, String name) {
    write("INSERT INTO item VALUES (%d, '%s')".formatted(id, name));
  }

  @Override
  public void rename(String name) {
    write("UPDATE item SET name = '" + name + "'");
  }

  private void write(String sql) {
    application.run("PRAGMA busy_timeout = 10000; " + sql + ";");
  }

  @Override
  public boolean captured() {
    return !application.rows("SELECT 1 FROM sqlite_master WHERE name = '_tributary_log'").isEmpty();
  }

  @Override
  public void liftByHand() throws Exception {
    RunbookCommand.shell("lift-sqlite", directory.resolve("test.db"));
  }

  @Override
  public void takeAway() throws IOException {
    Files.move(directory.resolve("test.db"), directory.resolve("gone"));
  }

  @Override
  public List<String> definitions() {
    return application.rows(DEFINITIONS).stream().map(row -> row.get("text").asText()).toList();
  }

  @Test
  void bringsRowsChangesAndTheFenceIntoTheOneTopic() {
    bringsIntoTheOneTopic(source().with(InitialCopy.STREAM), 1);
  }

  @Test
  void bringsChangesAndTheFenceIntoTheOneTopicWhereRowsAreCopied() {
    bringsIntoTheOneTopic(source(), 0);
  }

  private void bringsIntoTheOneTopic(Source source, int firstRows) {
    // given
    SourceKinds kinds = kinds();
    kinds.of(new MovingSource(migration(), source)).prepare();
    outlast(() -> kinds.of(new MovingSource(migration(), source)).capture());
    outlast(() -> kinds().of(new MovingSource(migration(), source)).capture());
    awaitCaptured(kinds);
    assertThat(kinds.of(moving()).captureStatus().snapshotRowsExpected()).hasValue(1);

    // when
    write("INSERT INTO item VALUES (2, 'streamed'); INSERT INTO left_behind VALUES (77)");
    kinds.of(new MovingSource(migration(), source)).raiseFence("token-7", soon());

    // then
    try (ChangesTopicReader topic =
        new ChangesTopicReader(new TopicNames("tributary").changes(stream()))) {
      await().atMost(LIMIT).until(() -> topic.count(FenceMark.prefix(stream())) == 1);
      assertThat(topic.count("\"first\"")).isEqualTo(firstRows);
      assertThat(topic.count("\"streamed\"")).isEqualTo(1);
      assertThat(topic.count("left_behind")).isZero();
    }
    outlast(() -> kinds.of(moving()).removeCapture());
  }

  @Test
  void tellsOfTablesThatChangeWhileReplicating() {
    // given
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);

    // when, then: a table that stays behind is nobody's business
    write("ALTER TABLE left_behind ADD COLUMN more");
    write("CREATE TABLE later (id INTEGER PRIMARY KEY)");
    assertThat(awaitError(kinds, "TRB-CAPTURE-NEW-TABLE").message()).contains("main.later");
    assertThatThrownBy(() -> kinds.of(moving()).raiseFence("t", soon()))
        .hasMessageContaining("main.later")
        .hasMessageContaining("goes on as before")
        .hasMessageContaining("Drop it, or type `./tributary add-tables");
    write("DROP TABLE later; ALTER TABLE item ADD COLUMN price REAL");
    assertThat(awaitError(kinds, "TRB-CAPTURE-TABLE-CHANGED").message())
        .contains("main.item")
        .contains("column price was added");
    write("ALTER TABLE item DROP COLUMN price");
    awaitCaptured(kinds);
    outlast(() -> kinds.of(moving()).removeCapture());
  }

  @Test
  void givesUpOnAWriterThatDoesNotEndAndFencesBehindOneThatDoes() throws Exception {
    // given
    CutoverSettings patient =
        new CutoverSettings(10_000, 1_000, OpenTransactions.ABORT_CUTOVER, 200, List.of());
    Migration migration = target.migration(source(), patient);
    SourceKinds kinds = kinds();
    kinds.of(new MovingSource(migration, source())).prepare();
    outlast(() -> kinds.of(new MovingSource(migration, source())).capture());
    awaitCaptured(kinds);
    try (OpenWriter writer = OpenWriter.in(directory, "INSERT INTO item VALUES (7, 'open')")) {
      // when, then
      assertThatThrownBy(
              () -> kinds.of(new MovingSource(migration, source())).raiseFence("t", soon()))
          .isInstanceOfSatisfying(
              TributaryException.class,
              e -> {
                assertThat(e.report().code()).isEqualTo("TRB-FENCE-OPEN-TRANSACTIONS");
                assertThat(e.report().retryable()).isTrue();
              });
      assertThat(kinds.of(new MovingSource(migration, source())).standingFence()).isEmpty();
      writer.run("COMMIT");
      kinds.of(new MovingSource(migration, source())).raiseFence("t", soon());
      assertThat(writer.run("DELETE FROM item")).contains("This table moved to");
    }
    // and: a table that was made anew stands open, and the fence is raised again around all
    write("DROP TABLE line; CREATE TABLE line (id INTEGER PRIMARY KEY, item INTEGER, note)");
    assertThat(
            kinds.of(new MovingSource(migration, source())).standingFence().orElseThrow().token())
        .isEmpty();
    kinds.of(new MovingSource(migration, source())).raiseFence("t", soon());
    assertThatThrownBy(() -> write("INSERT INTO line VALUES (1, 1, 'x')"))
        .hasMessageContaining("moved to");
    outlast(() -> kinds.of(new MovingSource(migration, source())).removeCapture());
  }

  @Test
  void namesAFileThatIsGone() throws Exception {
    // given
    SourceKinds kinds =
        RealSourceKinds.with(Map.of("tributary.capture.restart-backoff-millis", "300"));
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    Path file = directory.resolve("test.db");
    Path aside = directory.resolve("aside.db");

    // when, then
    Files.move(file, aside);
    assertThat(awaitError(kinds, "TRB-SQLITE-FILE-MISSING").retryable()).isTrue();
    assertThatThrownBy(() -> kinds.of(moving()).removeCapture())
        .hasMessageContaining("does not exist");
    Files.move(aside, file);
    outlast(() -> kinds.of(moving()).removeCapture());
  }

  private ErrorReport awaitError(SourceKinds kinds, String code) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              kinds.of(moving()).supervise();
              assertThat(kinds.of(moving()).captureStatus().error())
                  .isNotNull()
                  .extracting(ErrorReport::code)
                  .isEqualTo(code);
            });
    return kinds.of(moving()).captureStatus().error();
  }
}
