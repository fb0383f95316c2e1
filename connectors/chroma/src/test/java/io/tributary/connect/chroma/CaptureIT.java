package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.change.ChangeRecord;
import io.tributary.files.chroma.capture.ChromaCaptureRemoval;
import io.tributary.files.chroma.fence.ChromaFence;
import io.tributary.files.chroma.fence.FencedCollections;
import io.tributary.local.chroma.QueueOperation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each test has a second process that writes as a server does. */
class CaptureIT {
  private static final String DB = "default_database";

  @Test
  void sendsTheSnapshotAndFollowsWrites() throws Exception {
    try (Source source = new Source()) {
      // given
      Model model = new Model();
      create(source, model, DB, "notes", "l2");
      write(source, model, "notes", QueueOperation.add("a", 1, 2).with(document("one")));
      write(source, model, "notes", QueueOperation.add("b", 3, 4));
      source.application().run("persist", DB, "notes");
      write(source, model, "notes", QueueOperation.add("c", 5, 6));
      // when
      source.start().catchUp();
      // then
      model.requireSame(source.replica(), "snapshot");
      ChangeRecord.Shape shape = source.replica().shape(DB + ".notes");
      write(source, model, "notes", QueueOperation.update("a", 7, -0f).with(document("two")));
      write(source, model, "notes", QueueOperation.delete("b"));
      write(source, model, "notes", QueueOperation.upsert("d", 9, 9).with(document("four")));
      write(
          source,
          model,
          "notes",
          QueueOperation.update("c", (float[]) null).with(Map.of("k", 1.0)));
      source.catchUp();
      model.requireSame(source.replica(), "stream");
      shape = source.replica().shape(DB + ".notes");
      assertThat(shape.key()).containsExactly("id");
      assertThat(shape.columns())
          .extracting(ChangeRecord.ShapeColumn::name)
          .containsExactly("id", "document", "embedding", "metadata", "uri", "created_at");
      assertThat(shape.columns().get(2).declared()).isEqualTo("float[2] l2");
    }
  }

  @Test
  void losesNothingByAPersistAndAPurgeBetweenTwoReads() throws Exception {
    try (Source source = new Source()) {
      // given
      Model model = new Model();
      create(source, model, DB, "notes", "cosine");
      source.start().catchUp();
      // when
      for (String step : List.of("files", "position", "purge")) {
        write(source, model, "notes", QueueOperation.upsert(step, 0.1f, 0.7f));
        write(source, model, "notes", QueueOperation.upsert("same", step.length(), 1));
        source.application().run(step, DB, "notes");
        write(source, model, "notes", QueueOperation.upsert("after " + step, 3, 1));
        // then
        source.catchUp();
        model.requireSame(source.replica(), step);
      }
      source.application().run("persist", DB, "notes");
      source.stop().start().catchUp();
      model.requireSame(source.replica(), "restart");
    }
  }

  @Test
  void waitsWhereTheFilesAreAheadAndTheQueueDoesNotTellWhatIsInThem() throws Exception {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ZERO);
    try (Source source = new Source(later)) {
      // given
      Model model = new Model();
      create(source, model, DB, "notes", "l2");
      write(source, model, "notes", QueueOperation.add("first", 1));
      source.application().run("persist", DB, "notes");
      source.start().catchUp();
      write(source, model, "notes", QueueOperation.update("a", 5));
      write(source, model, "notes", QueueOperation.add("a", 6));
      source.application().run("files", DB, "notes");
      // when
      for (int polls = 0; polls < 5; polls++) {
        assertThat(source.poll(Integer.MAX_VALUE)).isZero();
      }
      source.application().run("position", DB, "notes");
      // then
      source.catchUp();
      model.requireSame(source.replica(), "after the position");
    }
  }

  @Test
  void followsCollectionsThatComeAndGo() throws Exception {
    try (Source source = new Source()) {
      // given
      Model model = new Model();
      create(source, model, DB, "notes", "l2");
      create(source, model, "other", "notes", "l2");
      write(source, model, "notes", QueueOperation.add("a", 1));
      write(source, model, "other", "notes", QueueOperation.add("a", 2));
      source.start().catchUp();
      model.requireSame(source.replica(), "same name in two databases");
      // when, another collection under the same name between two reads
      source.application().run("drop", DB, "notes");
      create(source, model, DB, "notes", "cosine");
      write(source, model, "notes", QueueOperation.add("b", 3, 4, 5));
      create(source, model, DB, "late", "ip");
      write(source, model, "late", QueueOperation.add("z", 1));
      source.catchUp();
      // then
      model.requireSame(source.replica(), "made again");
      // and
      source.application().run("rename", DB, "late", "later");
      model.rename(DB + ".late", DB + ".later");
      source.catchUp();
      model.requireSame(source.replica(), "renamed");
      source.stop();
      write(source, model, "notes", QueueOperation.add("c", 3, 4, 6));
      source.application().run("drop", "other", "notes");
      model.drop("other.notes");
      source.application().run("drop", DB, "later");
      model.drop(DB + ".later");
      source.start().catchUp();
      model.requireSame(source.replica(), "gone while no task ran");
      assertThat(source.replica().tables()).containsKey("other.notes");
      create(source, model, "other", "notes", "l2");
      write(source, model, "other", "notes", QueueOperation.add("again", 2));
      source.catchUp();
      model.requireSame(source.replica(), "back");
    }
  }

  @Test
  void sendsALostVectorAsNull() throws Exception {
    try (Source source = new Source()) {
      // given
      Model model = new Model();
      create(source, model, DB, "notes", "l2");
      write(source, model, "notes", QueueOperation.add("a", 1).with(document("kept")));
      source.application().run("persist", DB, "notes");
      sql(source, "DELETE FROM embeddings_queue");
      String folder = query(source, "SELECT id FROM segments WHERE scope = 'VECTOR'").get(0);
      java.nio.file.Files.delete(source.root().resolve(folder).resolve("data_level0.bin"));
      // when
      source.start().catchUp();
      // then
      var row = source.replica().rows(DB + ".notes").values().iterator().next();
      assertThat(row.value("embedding")).isNull();
      assertThat(row.value("document")).isEqualTo("kept");
    }
  }

  @Test
  void leavesOutWhatIsNotIncluded() throws Exception {
    try (Source source =
        new Source()
            .with("collection.include.list", "default_database\\..*")
            .with("collection.exclude.list", ".*\\.secret")) {
      Model model = new Model();
      create(source, model, DB, "notes", "l2");
      source.application().run("create", DB, "secret", "l2", 1);
      source.application().run("write", DB, "secret", QueueOperation.add("s", 1));
      source.application().run("create", "other", "notes", "l2", 1);
      source.start().catchUp();
      write(source, model, "notes", QueueOperation.add("a", 1));
      source.application().run("write", DB, "secret", QueueOperation.add("t", 1));
      source.catchUp();
      model.requireSame(source.replica(), "included");
    }
  }

  @Test
  void refusesWritesAndCanBeTakenOutAgain() throws Exception {
    try (Source source = new Source()) {
      // given
      Model model = new Model();
      create(source, model, DB, "notes", "l2");
      List<String> before = query(source, "SELECT sql FROM sqlite_master ORDER BY name");
      write(source, model, "notes", QueueOperation.add("a", 1));
      source.start().catchUp();
      ChromaFence fence = new ChromaFence(source.root(), FencedCollections.all(), 300);
      // when, a write is accepted and not taken over
      QueueOperation late = QueueOperation.add("late", 2);
      long number = Long.parseLong(source.application().run("queue", DB, "notes", late));
      assertThatThrownBy(
              () -> fence.raise("tributary.fence.m/s", "token", "token", "moved to db.example"))
          .hasMessageStartingWith("TRB-CHROMA-QUEUE-PENDING");
      assertThat(fence.standing()).isEmpty();
      source.application().run("apply", DB, "notes", late, number);
      model.write(DB + ".notes", late);
      fence.raise("tributary.fence.m/s", "token", "token", "moved to db.example");
      // then
      for (QueueOperation operation :
          List.of(
              QueueOperation.add("b", 1),
              QueueOperation.update("a", 2),
              QueueOperation.upsert("a", 2),
              QueueOperation.delete("a"))) {
        assertThat(source.application().ask("write", DB, "notes", operation))
            .startsWith("refused")
            .contains("moved to db.example");
      }
      for (Object[] command :
          new Object[][] {{"create", DB, "new", "l2", 1}, {"rename", DB, "notes", "x"}}) {
        assertThat(source.application().ask(command)).contains("moved to db.example");
      }
      // and Chroma's own work goes on
      source.catchUp();
      model.requireSame(source.replica(), "fenced");
      assertThat(source.replica().messages()).containsExactly("tributary.fence.m/s=token");
      assertThat(fence.standing()).contains("token");
      assertThat(fence.look().orElseThrow().open()).isEmpty();
      source.stop();
      ChromaCaptureRemoval.besideFence(source.root(), 1_000);
      assertThat(source.application().ask("write", DB, "notes", QueueOperation.add("b", 1)))
          .contains("moved to db.example");
      ChromaCaptureRemoval.main(new String[] {source.root().toString()});
      assertThat(query(source, "SELECT sql FROM sqlite_master ORDER BY name")).isEqualTo(before);
    }
  }

  @Test
  void goesOnPersistingBehindTheFenceAndWritesAgainWhenItIsLifted() throws Exception {
    try (Source source = new Source()) {
      Model model = new Model();
      create(source, model, DB, "notes", "l2");
      write(source, model, "notes", QueueOperation.add("a", 1));
      source.start().catchUp();
      ChromaFence fence = new ChromaFence(source.root(), FencedCollections.all(), 5_000);
      fence.raise("p", "t", "t", "moved");
      source.application().run("files", DB, "notes");
      source.application().run("position", DB, "notes");
      fence.lift("p", (token, whole) -> "");
      write(source, model, "notes", QueueOperation.add("b", 2));
      source.catchUp();
      model.requireSame(source.replica(), "lifted");
      assertThat(source.replica().messages()).containsExactly("p=t", "p=");
    }
  }

  @Test
  void refusesWhatItCannotRead() throws Exception {
    try (Source source = new Source().with("chroma.directory", "/nowhere/chroma")) {
      assertThatThrownBy(source::start).hasMessageStartingWith("TRB-CHROMA-DIRECTORY-MISSING");
    }
  }

  private static Map<String, Object> document(String text) {
    return Map.of("chroma:document", text);
  }

  private static void create(
      Source source, Model model, String database, String name, String space) {
    int dimension = 2;
    source.application().run("create", database, name, space, dimension);
    model.create(database + "." + name, space.equals("cosine"));
  }

  private static void write(Source source, Model model, String name, QueueOperation operation) {
    write(source, model, DB, name, operation);
  }

  private static void write(
      Source source, Model model, String database, String name, QueueOperation operation) {
    source.application().run("write", database, name, operation);
    model.write(database + "." + name, operation);
  }

  private static void sql(Source source, String sql) throws SQLException {
    try (Connection connection = connection(source);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> query(Source source, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = connection(source);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  private static Connection connection(Source source) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + source.root().resolve("chroma.sqlite3"));
  }
}
