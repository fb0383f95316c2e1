package io.tributary.cdc.source.chroma;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.source.ChangesTopicReader;
import io.tributary.cdc.source.SourceContract;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.change.FenceMark;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.RunbookCommand;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

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
  public Source source() {
    return source(directory);
  }

  private static ChromaSource source(Path directory) {
    return source(
        directory, new SchemaMapping(DATABASE, "app", Map.of(), List.of(), List.of("left_*")));
  }

  private static ChromaSource source(Path directory, SchemaMapping... mappings) {
    return ChromaSource.of(
        "legacy",
        directory.toString(),
        List.of(mappings),
        new ConversionRules(OnInvalid.QUARANTINE, true, ChromaSource.ZONE, Map.of()));
  }

  @Override
  public Source rest() {
    return source(
        directory, new SchemaMapping(DATABASE, "rest", Map.of(), List.of("left_*"), List.of()));
  }

  @Override
  public void addToRest(int id) throws Exception {
    try {
      // Whatever is there of the rest when the second migration begins, and what comes.
      String collection = "left_" + id;
      application.create(DATABASE, collection, "l2", 1);
      application.write(DATABASE, collection, QueueOperation.add("x", id));
      application.persist(DATABASE, collection);
    } catch (SQLException e) {
      application.giveUp();
      throw e;
    }
  }

  @Override
  public void add(int id, String name) throws Exception {
    write(QueueOperation.upsert("item-" + id, id, -0f, 0.5f).with(Map.of("chroma:document", name)));
    added++;
  }

  @Override
  public void rename(String name) throws Exception {
    for (int id = 1; id <= added; id++) {
      write(QueueOperation.update("item-" + id, (float[]) null).with(Map.of("name", name)));
    }
  }

  private void write(QueueOperation operation) throws Exception {
    try {
      application.write(DATABASE, ITEMS, operation);
    } catch (SQLException e) {
      application.giveUp();
      throw e;
    }
  }

  @Override
  public String addition(int id, String name) {
    return "INSERT INTO app.vector_items (id, document, embedding) VALUES ('item-%d', '%s', '[1,2,3]')"
        .formatted(id, name);
  }

  @Override
  public void liftByHand() throws Exception {
    RunbookCommand.shell("lift-sqlite", directory.resolve("chroma.sqlite3"));
  }

  @Override
  public void takeAway() throws IOException {
    Files.move(directory.resolve("chroma.sqlite3"), directory.resolve("gone"));
  }

  @Override
  public boolean captured() {
    return !master("name = '_tributary_log'").isEmpty();
  }

  @Override
  public List<String> definitions() {
    return master("TRUE");
  }

  private List<String> master(String which) {
    try (Connection file =
            new SQLiteConfig()
                .createConnection("jdbc:sqlite:" + directory.resolve("chroma.sqlite3"));
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
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    assertThat(kinds.of(moving()).captureStatus().snapshotRowsExpected()).hasValue(1);

    // when
    add(2, "streamed");
    application.write(DATABASE, "left_behind", QueueOperation.add("x", 1, 2, 3));
    application.create(DATABASE, "later", "cosine", 2);
    application.write(DATABASE, "later", QueueOperation.add("y", 1, 2));
    kinds.of(moving()).raiseFence("token-7", soon());

    // then
    try (ChangesTopicReader topic =
        new ChangesTopicReader(new TopicNames("tributary").changes(stream()))) {
      await().atMost(LIMIT).until(() -> topic.count(FenceMark.prefix(stream())) == 1);
      assertThat(topic.count("\"first\"")).isEqualTo(1);
      assertThat(topic.count("\"streamed\"")).isEqualTo(1);
      assertThat(topic.count("left_behind")).isZero();
      // Once more where the fence has changed the file's schema before all of its rows were read.
      assertThat(topic.count("float[2] cosine")).isPositive();
    }
    outlast(() -> kinds.of(moving()).removeCapture());
  }

  @Test
  void makesTheTablesOfTheCollectionsAndTheirIndexes() throws Exception {
    // given
    application.create(DATABASE, "unseen", "cosine", 0);
    SourceKinds kinds = kinds();

    // when
    kinds.of(moving()).prepare();
    kinds.of(moving()).finishAfterSnapshot();

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
  void putsTwoDatabasesIntoOneSchema() throws Exception {
    // given
    application.create("two", ITEMS, "cosine", 2);
    application.write("two", ITEMS, QueueOperation.add("x", 1, 2));
    Source both =
        source(
            directory,
            new SchemaMapping(DATABASE, "app", Map.of(), List.of(), List.of()),
            new SchemaMapping("two", "app", Map.of(), List.of(), List.of()));
    SourceKinds kinds = kinds();

    // when
    kinds.of(new MovingSource(target.migration(both), both)).prepare();
    kinds.of(new MovingSource(target.migration(both), both)).finishAfterSnapshot();

    // then
    assertThat(target.column("SELECT tablename FROM pg_tables WHERE schemaname = 'app' ORDER BY 1"))
        .containsExactly("vector_items", "vector_two_items");
    assertThat(target.column("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%hnsw%'"))
        .hasSize(2);
  }

  @Test
  void refusesADirectoryOfWhichNothingMoves() {
    // given
    Source misnamed =
        source(directory, new SchemaMapping("default", "app", Map.of(), List.of(), List.of()));
    SourceKinds kinds = kinds();

    // when, then: neither prepared nor fenced
    assertThatThrownBy(
            () -> kinds.of(new MovingSource(target.migration(misnamed), misnamed)).prepare())
        .hasMessageContaining("Nothing of source legacy would move")
        .hasMessageContaining("empty: allowed");
    assertThatThrownBy(
            () ->
                kinds
                    .of(new MovingSource(target.migration(misnamed), misnamed))
                    .raiseFence("token-1", soon()))
        .hasMessageContaining("is not fenced and goes on as before");
    assertThat(captured()).isFalse();
  }

  @Test
  void makesOneTableForAllWhereTheFileSaysSo() throws Exception {
    // given
    application.create(DATABASE, "other", "ip", 2);
    application.write(DATABASE, "other", QueueOperation.add("x", 1, 2));
    Source source = source(directory).withOneTable("all_of");
    Migration migration = target.migration(source);
    SourceKinds kinds = kinds();

    // when
    kinds.of(new MovingSource(migration, source)).prepare();
    outlast(() -> kinds.of(new MovingSource(migration, source)).capture());
    awaitCaptured(kinds, migration);
    kinds.of(new MovingSource(migration, source)).finishAfterSnapshot();
    kinds.of(new MovingSource(migration, source)).raiseFence("token-1", soon());
    kinds.of(new MovingSource(migration, source)).open();
    kinds.of(new MovingSource(migration, source)).removeGate();

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
    outlast(() -> kinds.of(new MovingSource(migration, source)).removeCapture());
  }

  @Test
  void keepsOffTheFenceWhileAWriteIsOnlyInTheQueue() throws Exception {
    // given: Chroma has accepted a write and was ended before it took it over
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    QueueOperation accepted = QueueOperation.add("half", 1, 2, 3);
    long number = application.queue(DATABASE, ITEMS, accepted);

    // when, then
    assertThatThrownBy(() -> kinds.of(moving()).raiseFence("t", soon()))
        .hasMessageContaining("Chroma has accepted")
        .hasMessageContaining("goes on as before")
        .hasMessageContaining(ITEMS);
    assertThat(kinds.of(moving()).standingFence()).isEmpty();
    application.apply(DATABASE, ITEMS, accepted, number);
    kinds.of(moving()).raiseFence("t", soon());
    outlast(() -> kinds.of(moving()).removeCapture());
  }

  @Test
  void namesADirectoryThatIsNoneOfChromas() throws Exception {
    Source elsewhere = source(Files.createDirectory(directory.resolve("elsewhere")));
    assertThatThrownBy(
            () -> kinds().of(new MovingSource(target.migration(elsewhere), elsewhere)).prepare())
        .hasMessageContaining("legacy")
        .hasMessageContaining("elsewhere holds no chroma.sqlite3");
  }
}
