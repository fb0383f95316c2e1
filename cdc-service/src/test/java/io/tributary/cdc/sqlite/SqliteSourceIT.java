package io.tributary.cdc.sqlite;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.capture.CaptureSettings;
import io.tributary.cdc.capture.TopicReader;
import io.tributary.cdc.converted.StatementParts;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.SchemaSettings;
import io.tributary.cdc.source.SourceContract;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.Cutover.OpenTransactions;
import io.tributary.common.plan.InitialCopy;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.sqlite.SqliteProgram;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.KafkaFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
  protected SourceDriver driver() {
    return driver(Map.of());
  }

  private static SourceDriver driver(Map<String, String> settings) {
    Databases databases = new Databases();
    return new SqliteDriver(
        new StatementParts(
            new SchemaService(
                databases, TargetEnd.settings(SchemaSettings.class, Map.of()), Clock.systemUTC()),
            databases,
            TargetEnd.settings(CaptureSettings.class, settings),
            ConnectFixture.worker().restUrl(),
            KafkaFixture.bootstrapServers(),
            "tributary",
            Clock.systemUTC()));
  }

  @Override
  protected Source source() {
    return Source.sqlite(
        "legacy",
        ConvertedSource.of(directory.resolve("test.db").toString()),
        new SchemaMapping("main", "app", Map.of(), List.of(), List.of("left_*")));
  }

  @Override
  protected void add(int id, String name) {
    write("INSERT INTO item VALUES (%d, '%s')".formatted(id, name));
  }

  @Override
  protected void rename(String name) {
    write("UPDATE item SET name = '" + name + "'");
  }

  private void write(String sql) {
    application.run("PRAGMA busy_timeout = 10000; " + sql + ";");
  }

  @Override
  protected boolean captured() {
    return !application.rows("SELECT 1 FROM sqlite_master WHERE name = '_tributary_log'").isEmpty();
  }

  @Override
  protected List<String> definitions() {
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
    SourceDriver driver = driver();
    driver.prepare(migration(), source);
    outlast(() -> driver.capture(migration(), source));
    outlast(() -> driver().capture(migration(), source));
    awaitCaptured(driver);
    assertThat(driver.captureStatus(stream()).snapshotRowsExpected()).isEqualTo(1);

    // when
    write("INSERT INTO item VALUES (2, 'streamed'); INSERT INTO left_behind VALUES (77)");
    driver.raiseFence(migration(), source, "token-7", soon());

    // then
    try (TopicReader topic = new TopicReader(new TopicNames("tributary").changes(stream()))) {
      await().atMost(LIMIT).until(() -> topic.count(FenceMark.prefix(stream())) == 1);
      assertThat(topic.count("\"first\"")).isEqualTo(firstRows);
      assertThat(topic.count("\"streamed\"")).isEqualTo(1);
      assertThat(topic.count("left_behind")).isZero();
    }
    outlast(() -> driver.removeCapture(migration(), source(), true));
  }

  @Test
  void tellsOfTablesThatChangeWhileReplicating() {
    // given
    SourceDriver driver = driver();
    driver.prepare(migration(), source());
    outlast(() -> driver.capture(migration(), source()));
    awaitCaptured(driver);

    // when, then: a table that stays behind is nobody's business
    write("ALTER TABLE left_behind ADD COLUMN more");
    write("CREATE TABLE later (id INTEGER PRIMARY KEY)");
    assertThat(awaitError(driver, "TRB-CAPTURE-NEW-TABLE").message()).contains("main.later");
    assertThatThrownBy(() -> driver.raiseFence(migration(), source(), "t", soon()))
        .hasMessageContaining("main.later")
        .hasMessageContaining("goes on as before");
    write("DROP TABLE later; ALTER TABLE item ADD COLUMN price REAL");
    assertThat(awaitError(driver, "TRB-CAPTURE-TABLE-CHANGED").message())
        .contains("main.item")
        .contains("column price was added");
    write("ALTER TABLE item DROP COLUMN price");
    awaitCaptured(driver);
    outlast(() -> driver.removeCapture(migration(), source(), true));
  }

  @Test
  void givesUpOnAWriterThatDoesNotEndAndFencesBehindOneThatDoes() throws Exception {
    // given
    Cutover patient =
        new Cutover(10_000, 1_000, 300, OpenTransactions.ABORT_CUTOVER, 200, List.of());
    Migration migration = target.migration(source(), patient);
    SourceDriver driver = driver();
    driver.prepare(migration, source());
    outlast(() -> driver.capture(migration, source()));
    awaitCaptured(driver);
    try (OpenWriter writer = OpenWriter.in(directory, "INSERT INTO item VALUES (7, 'open')")) {
      // when, then
      assertThatThrownBy(() -> driver.raiseFence(migration, source(), "t", soon()))
          .isInstanceOfSatisfying(
              TributaryException.class,
              e -> {
                assertThat(e.report().code()).isEqualTo("TRB-FENCE-OPEN-TRANSACTIONS");
                assertThat(e.report().retryable()).isTrue();
              });
      assertThat(driver.standingFence(migration, source())).isEmpty();
      writer.run("COMMIT");
      driver.raiseFence(migration, source(), "t", soon());
      assertThat(writer.run("DELETE FROM item")).contains("This database moved to");
    }
    // and: a table that was made anew stands open, and the fence is raised again around all
    write("DROP TABLE line; CREATE TABLE line (id INTEGER PRIMARY KEY, item INTEGER, note)");
    assertThat(driver.standingFence(migration, source()).orElseThrow().token()).isEmpty();
    driver.raiseFence(migration, source(), "t", soon());
    assertThatThrownBy(() -> write("INSERT INTO line VALUES (1, 1, 'x')"))
        .hasMessageContaining("moved to");
    outlast(() -> driver.removeCapture(migration, source(), true));
  }

  @Test
  void namesAFileThatIsGone() throws Exception {
    // given
    SourceDriver driver = driver(Map.of("tributary.capture.restart-backoff-millis", "300"));
    driver.prepare(migration(), source());
    outlast(() -> driver.capture(migration(), source()));
    awaitCaptured(driver);
    Path file = directory.resolve("test.db");
    Path aside = directory.resolve("aside.db");

    // when, then
    Files.move(file, aside);
    assertThat(awaitError(driver, "TRB-SQLITE-FILE-MISSING").retryable()).isTrue();
    assertThatThrownBy(() -> driver.removeCapture(migration(), source(), true))
        .hasMessageContaining("does not exist");
    Files.move(aside, file);
    outlast(() -> driver.removeCapture(migration(), source(), true));
  }

  private ErrorReport awaitError(SourceDriver driver, String code) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              driver.supervise(migration(), source());
              assertThat(driver.captureStatus(stream()).error())
                  .isNotNull()
                  .extracting(ErrorReport::code)
                  .isEqualTo(code);
            });
    return driver.captureStatus(stream()).error();
  }
}
