package io.tributary.cdc.apply.back;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.WayBack;
import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaStore;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Both streams of a Chroma source, with an application that opens the directory when it writes. */
final class TwoWayCollections extends TwoWayStreams {
  static final String DATABASE = "default_database";

  final Path directory;
  private boolean made;

  TwoWayCollections(ApplyService apply) throws Exception {
    this(apply, Files.createTempDirectory("tributary-collections-"));
  }

  private TwoWayCollections(ApplyService apply, Path directory) throws Exception {
    super(
        apply,
        database ->
            ChromaSource.of(
                    "legacy",
                    directory.toString(),
                    List.of(new SchemaMapping(DATABASE, "app", Map.of(), List.of(), List.of())),
                    new ConversionRules(OnInvalid.QUARANTINE, true, ChromaSource.ZONE, Map.of()))
                .with(WayBack.REPLICATE));
    this.directory = directory;
    // What needed to be installed stays installed, and that is not what this is about.
    target.run("CREATE EXTENSION vector");
  }

  /** What an application does with the directory. */
  interface Use {
    void of(ChromaWriter application) throws SQLException, IOException;
  }

  /** Opens the directory, as a server that is started, and lets it go again. */
  void use(Use use) throws Exception {
    try (ChromaWriter application =
        new ChromaWriter(directory, made ? null : ChromaTables.CURRENT)) {
      made = true;
      use.of(application);
    }
  }

  /** Writes a record as somebody does who takes the fence away and puts it back. */
  void writePastFence(String collection, QueueOperation operation) throws Exception {
    String fence = "FROM sqlite_master WHERE name LIKE '%tributary_fence%' AND type = 'trigger'";
    List<String> triggers = sqlite("SELECT sql " + fence);
    if (triggers.isEmpty()) {
      throw new IllegalStateException("no fence stands in " + directory);
    }
    for (String name : sqlite("SELECT name " + fence)) {
      change("DROP TRIGGER \"" + name + '"');
    }
    write(collection, operation);
    for (String trigger : triggers) {
      change(trigger);
    }
  }

  /** Writes a record to a collection that is there, and has the folder persisted. */
  void write(String collection, QueueOperation operation) throws Exception {
    use(
        application -> {
          application.open(DATABASE, collection);
          application.write(DATABASE, collection, operation);
          application.persist(DATABASE, collection);
        });
  }

  /** The names of everything that the directory's SQLite file declares. */
  List<String> declared() throws SQLException {
    return sqlite("SELECT name FROM sqlite_master");
  }

  /** What a query of the directory's SQLite file answers in its first column. */
  List<String> sqlite(String sql) throws SQLException {
    try (SqliteSession sqlite = SqliteSession.open(directory.resolve("chroma.sqlite3"), 5_000)) {
      return sqlite.list(sql, row -> row.getString(1));
    }
  }

  /** Changes the directory's SQLite file, past everything. */
  void change(String sql) throws SQLException {
    try (SqliteSession sqlite = SqliteSession.open(directory.resolve("chroma.sqlite3"), 5_000)) {
      sqlite.execute(sql);
    }
  }

  /** The records of a collection, by a reader that the way back does not write with. */
  List<String> records(String collection) {
    try (ChromaStore store = ChromaStore.open(directory)) {
      ChromaCollection found =
          store.collections().stream()
              .filter(one -> one.name().equals(collection))
              .findFirst()
              .orElseThrow();
      TreeSet<String> records = new TreeSet<>();
      store.records(
          found,
          record ->
              records.add(
                  record.id()
                      + "|"
                      + record.document()
                      + "|"
                      + record.metadata()
                      + "|"
                      + Arrays.toString(record.vector().numbers())));
      return List.copyOf(records);
    }
  }
}
