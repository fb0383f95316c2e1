package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.chroma.capture.ChromaCaptureRemoval;
import io.tributary.files.chroma.fence.ChromaFence;
import io.tributary.files.chroma.fence.FencedCollections;
import io.tributary.files.chroma.fence.FencedCollections.Part;
import io.tributary.local.chroma.QueueOperation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A fence closes what moves, and nothing else of its directory; a second one stands beside it. */
class FenceScopeIT {
  private static final String DB = "default_database";
  private static final String OTHER = "other[1]";
  private static final String PREFIX = "tributary.fence.m/s";
  private static final String MOVED = "moved to db.example";
  private static final FencedCollections SCOPE =
      new FencedCollections(
          List.of(
              new Part(DB, List.of(), List.of("tmp_*")),
              new Part(OTHER, List.of("a[b?"), List.of())));

  @Test
  void closesWhatMovesAndLeavesTheRestOpen() throws Exception {
    try (Source source = new Source()) {
      // given
      for (String[] place :
          new String[][] {
            {DB, "notes"},
            {DB, "gone"},
            {DB, "tmp_a"},
            {OTHER, "a[bc"},
            {OTHER, "notes"},
            {"third", "notes"}
          }) {
        source.application().run("create", place[0], place[1], "l2", 1);
        source.application().run("write", place[0], place[1], QueueOperation.add("x", 1));
      }
      source.start().catchUp();
      // what does not move may be on its way
      source.application().run("queue", "third", "notes", QueueOperation.add("late", 2));
      ChromaFence fence = new ChromaFence(source.root(), SCOPE, 1_000);
      // when
      fence.raise(PREFIX, "token", "token", MOVED);
      // then
      assertThat(fence.standing()).contains("token");
      for (String[] moved : new String[][] {{DB, "notes"}, {OTHER, "a[bc"}}) {
        for (QueueOperation operation : operations()) {
          assertThat(source.application().ask("write", moved[0], moved[1], operation))
              .startsWith("refused")
              .contains(MOVED);
        }
        assertThat(source.application().ask("drop", moved[0], moved[1])).contains(MOVED);
        assertThat(source.application().ask("rename", moved[0], moved[1], "tmp_notes"))
            .contains(MOVED);
        // Chroma's own work goes on
        source.application().run("persist", moved[0], moved[1]);
      }
      assertThat(source.application().ask("create", DB, "new", "l2", 1)).contains(MOVED);
      assertThat(source.application().ask("create", OTHER, "a[bd", "l2", 1)).contains(MOVED);
      assertThat(source.application().ask("rename", DB, "tmp_a", "named")).contains(MOVED);
      assertThat(update(source, "DELETE FROM databases WHERE name = 'default_database'"))
          .contains(MOVED);
      assertThat(
              update(
                  source, "INSERT INTO embedding_metadata (id, key, int_value) VALUES (1, 'k', 1)"))
          .contains(MOVED);
      // and
      for (String[] open : new String[][] {{DB, "tmp_a"}, {OTHER, "notes"}, {"third", "notes"}}) {
        for (QueueOperation operation : operations()) {
          source.application().run("write", open[0], open[1], operation);
        }
        source.application().run("persist", open[0], open[1]);
        source.application().run("rename", open[0], open[1], "tmp_b");
        source.application().run("drop", open[0], "tmp_b");
      }
      source.application().run("create", DB, "tmp_new", "l2", 1);
      source.application().run("create", OTHER, "new", "cosine", 1);
      source.application().run("create", "fourth", "new", "ip", 1);
      // and lifted, everything is open
      fence.lift(PREFIX, (token, whole) -> "");
      source.application().run("write", DB, "notes", QueueOperation.add("y", 1));
      source.application().run("create", DB, "new", "l2", 1);
      source.catchUp();
      assertThat(source.replica().messages()).containsExactly(PREFIX + "=token", PREFIX + "=");
    }
  }

  @Test
  void standsBesideTheFenceOfACompletedMigration() throws Exception {
    try (Source first = new Source().with("collection.include.list", DB + "\\.notes")) {
      // given: one collection has moved, and its capture was taken out
      first.application().run("create", DB, "notes", "l2", 1);
      first.application().run("create", DB, "rest", "l2", 1);
      List<String> before = schema(first);
      first.start().catchUp();
      fence(first, "notes").raise(PREFIX, "one", "one", MOVED);
      first.stop();
      ChromaCaptureRemoval.besideFence(first.root(), 1_000);
      List<String> completed = schema(first);
      // when
      try (Source second =
          new Source(first.root())
              .with("topic.prefix", "second")
              .with("collection.include.list", DB + "\\.rest")) {
        first.application().run("write", DB, "rest", QueueOperation.add("a", 1));
        second.start().catchUp();
        ChromaFence fence = fence(second, "rest");
        assertThat(fence.standing()).isEmpty();
        fence.raise(PREFIX + "2", "two", "two", "moved elsewhere");
        // then
        assertThat(fence.standing()).contains("two");
        assertThat(write(first, "rest")).contains("moved elsewhere");
        assertThat(write(first, "notes")).contains(MOVED);
        fence.lift(PREFIX + "2", (token, whole) -> "");
        assertThat(write(first, "rest")).startsWith("ok");
        assertThat(write(first, "notes")).contains(MOVED);
        assertThat(fence.look()).isEmpty();
        second.stop();
        ChromaCaptureRemoval.besideFence(second.root(), 1_000);
        assertThat(schema(first)).isEqualTo(completed);
      }
      // and
      ChromaCaptureRemoval.from(first.root(), 1_000);
      assertThat(schema(first)).isEqualTo(before);
    }
  }

  private static ChromaFence fence(Source source, String collection) {
    return new ChromaFence(
        source.root(),
        new FencedCollections(List.of(new Part(DB, List.of(collection), List.of()))),
        1_000);
  }

  private static List<QueueOperation> operations() {
    return List.of(
        QueueOperation.add("b", 1),
        QueueOperation.update("b", 2).with(Map.of("k", "v")),
        QueueOperation.upsert("c", 2),
        QueueOperation.delete("x"));
  }

  private static String write(Source source, String name) {
    return source.application().ask("write", DB, name, QueueOperation.upsert("a", 2));
  }

  /** As somebody with SQLite's shell. */
  private static String update(Source source, String sql) throws Exception {
    try (Connection file = open(source)) {
      file.createStatement().execute(sql);
      return "";
    } catch (java.sql.SQLException e) {
      return e.getMessage();
    }
  }

  private static List<String> schema(Source source) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection file = open(source);
        ResultSet row =
            file.createStatement().executeQuery("SELECT sql FROM sqlite_master ORDER BY name")) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  private static Connection open(Source source) throws Exception {
    return DriverManager.getConnection("jdbc:sqlite:" + source.root().resolve("chroma.sqlite3"));
  }
}
