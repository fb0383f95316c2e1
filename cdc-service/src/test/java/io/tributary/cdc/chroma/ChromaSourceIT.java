package io.tributary.cdc.chroma;

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
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.OnInvalid;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.KafkaFixture;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with a real directory, a real worker and a real target. */
class ChromaSourceIT extends SourceContract {
  private static final String DATABASE = "default_database";
  private static final String ITEMS = "items";

  @TempDir Path directory;
  private ChromaWriter application;
  private int added;

  @BeforeEach
  void create() throws Exception {
    // What needed to be installed stays installed, and that is not what this is about.
    target.run("CREATE EXTENSION vector");
    application = new ChromaWriter(directory, ChromaTables.CURRENT);
    application.create(DATABASE, ITEMS, "l2", 3);
    add(1, "first");
  }

  @AfterEach
  void end() throws SQLException {
    application.close();
  }

  @Override
  protected SourceDriver driver() {
    Databases databases = new Databases();
    return new ChromaDriver(
        new StatementParts(
            new SchemaService(
                databases, TargetEnd.settings(SchemaSettings.class, Map.of()), Clock.systemUTC()),
            databases,
            TargetEnd.settings(CaptureSettings.class, Map.of()),
            ConnectFixture.worker().restUrl(),
            KafkaFixture.bootstrapServers(),
            "tributary",
            Clock.systemUTC()));
  }

  @Override
  protected Source source() {
    return source(directory);
  }

  private static Source source(Path directory) {
    return source(
        new ConvertedSource(
            directory.toString(), null, OnInvalid.QUARANTINE, true, "UTC", Map.of()));
  }

  private static Source source(ConvertedSource converted) {
    return new Source(
        "legacy",
        SourceKind.CHROMA,
        null,
        List.of(new SchemaMapping(DATABASE, "app", Map.of(), List.of(), List.of("left_*"))),
        null,
        null,
        converted);
  }

  @Override
  protected void add(int id, String name) throws Exception {
    write(Operation.upsert("item-" + id, id, -0f, 0.5f).with(Map.of("chroma:document", name)));
    added++;
  }

  @Override
  protected void rename(String name) throws Exception {
    for (int id = 1; id <= added; id++) {
      write(Operation.update("item-" + id, (float[]) null).with(Map.of("name", name)));
    }
  }

  private void write(Operation operation) throws Exception {
    try {
      application.write(DATABASE, ITEMS, operation);
    } catch (SQLException e) {
      application.giveUp();
      throw e;
    }
  }

  @Override
  protected String addition(int id, String name) {
    return "INSERT INTO app.vector_items (id, document, embedding) VALUES ('item-%d', '%s', '[1,2,3]')"
        .formatted(id, name);
  }

  @Override
  protected boolean captured() {
    return !master("name = '_tributary_log'").isEmpty();
  }

  @Override
  protected List<String> definitions() {
    return master("TRUE");
  }

  private List<String> master(String which) {
    try (Connection file =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("chroma.sqlite3"));
        ResultSet rows =
            file.createStatement()
                .executeQuery(
                    "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master"
                        + " WHERE "
                        + which
                        + " ORDER BY 1")) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void bringsRecordsChangesAndTheFenceIntoTheOneTopic() throws Exception {
    // given
    application.create(DATABASE, "left_behind", "l2", 3);
    SourceDriver driver = driver();
    driver.prepare(migration(), source());
    outlast(() -> driver.capture(migration(), source()));
    awaitCaptured(driver);
    assertThat(driver.captureStatus(stream()).snapshotRowsExpected()).isEqualTo(1);

    // when
    add(2, "streamed");
    application.write(DATABASE, "left_behind", Operation.add("x", 1, 2, 3));
    application.create(DATABASE, "later", "cosine", 2);
    application.write(DATABASE, "later", Operation.add("y", 1, 2));
    driver.raiseFence(migration(), source(), "token-7", soon());

    // then
    try (TopicReader topic = new TopicReader(new TopicNames("tributary").changes(stream()))) {
      await().atMost(LIMIT).until(() -> topic.count(FenceMark.prefix(stream())) == 1);
      assertThat(topic.count("\"first\"")).isEqualTo(1);
      assertThat(topic.count("\"streamed\"")).isEqualTo(1);
      assertThat(topic.count("left_behind")).isZero();
      assertThat(topic.count("float[2] cosine")).isEqualTo(1);
    }
    outlast(() -> driver.removeCapture(migration(), source(), true));
  }

  @Test
  void makesTheTablesOfTheCollectionsAndTheirIndexes() throws Exception {
    // given
    application.create(DATABASE, "unseen", "cosine", 0);
    SourceDriver driver = driver();

    // when
    driver.prepare(migration(), source());
    driver.finishAfterSnapshot(migration(), source());

    // then
    assertThat(
            target.column(
                "SELECT format('%s %s', attrelid::regclass, format_type(atttypid, atttypmod))"
                    + " FROM pg_attribute JOIN pg_class c ON c.oid = attrelid"
                    + " WHERE attname = 'embedding' AND c.relkind = 'r'"
                    + " AND attrelid::regclass::text LIKE 'app.%' ORDER BY 1"))
        .containsExactly("app.vector_items vector(3)", "app.vector_unseen vector");
    assertThat(target.column("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%hnsw%'"))
        .singleElement()
        .asString()
        .contains("app.vector_items")
        .contains("vector_l2_ops");
  }

  @Test
  void makesOneTableForAllWhereTheFileSaysSo() throws Exception {
    // given
    application.create(DATABASE, "other", "ip", 2);
    application.write(DATABASE, "other", Operation.add("x", 1, 2));
    Source source =
        source(
            new ConvertedSource(
                directory.toString(), null, OnInvalid.QUARANTINE, true, "UTC", Map.of(), "all_of"));
    Migration migration = target.migration(source);
    SourceDriver driver = driver();

    // when
    driver.prepare(migration, source);
    driver.finishAfterSnapshot(migration, source);
    driver.open(migration, source);
    driver.removeGate(migration, source);

    // then: rows find their partition, and each keeps its dimension
    target.runAsApplication(
        "INSERT INTO app.all_of (collection, id, embedding) VALUES ('items', 'a', '[1,2,3]'),"
            + " ('other', 'a', '[1,2]')");
    assertThat(target.column("SELECT id FROM app.vector_other")).containsExactly("a");
    assertThatThrownBy(
            () ->
                target.runAsApplication(
                    "INSERT INTO app.all_of (collection, id, embedding)"
                        + " VALUES ('other', 'b', '[1,2,3]')"))
        .hasMessageContaining("check constraint");
    assertThat(target.column("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%hnsw%'"))
        .hasSize(2)
        .anySatisfy(index -> assertThat(index).contains("vector(2)").contains("vector_ip_ops"));
  }

  @Test
  void keepsOffTheFenceWhileAWriteIsOnlyInTheQueue() throws Exception {
    // given: Chroma has accepted a write and was ended before it took it over
    SourceDriver driver = driver();
    driver.prepare(migration(), source());
    outlast(() -> driver.capture(migration(), source()));
    awaitCaptured(driver);
    Operation accepted = Operation.add("half", 1, 2, 3);
    long number = application.queue(DATABASE, ITEMS, accepted);

    // when, then
    assertThatThrownBy(() -> driver.raiseFence(migration(), source(), "t", soon()))
        .hasMessageContaining("Chroma has accepted")
        .hasMessageContaining("goes on as before")
        .hasMessageContaining(ITEMS);
    assertThat(driver.standingFence(migration(), source())).isEmpty();
    application.apply(DATABASE, ITEMS, accepted, number);
    driver.raiseFence(migration(), source(), "t", soon());
    outlast(() -> driver.removeCapture(migration(), source(), true));
  }

  @Test
  void namesADirectoryThatIsNoneOfChromas() throws Exception {
    Source elsewhere = source(Files.createDirectory(directory.resolve("elsewhere")));
    assertThatThrownBy(() -> driver().prepare(target.migration(elsewhere), elsewhere))
        .hasMessageContaining("legacy")
        .hasMessageContaining("elsewhere holds no chroma.sqlite3");
  }
}
