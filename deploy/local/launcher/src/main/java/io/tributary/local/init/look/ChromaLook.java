package io.tributary.local.init.look;

import io.tributary.common.plan.source.SourceKind;
import io.tributary.files.chroma.source.ChromaSourceDirectory;
import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaStore;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.UntouchedSqliteFile;
import io.tributary.local.init.place.ChosenNames;
import io.tributary.local.init.text.DraftSchema;
import io.tributary.local.init.text.DraftSource;
import io.tributary.local.init.text.DraftTable;
import io.tributary.local.init.text.LeftTable;
import io.tributary.local.init.text.YamlText;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks into a directory of Chroma's.
 *
 * @param name the source's name
 * @param path the directory
 * @param names give each database a schema
 */
public record ChromaLook(String name, Path path, ChosenNames names) {
  private static final String RECORDS = "SELECT count(*) FROM embeddings WHERE segment_id = ?";

  /**
   * What was found.
   *
   * @throws io.tributary.common.error.TributaryException naming what cannot be read
   */
  public DraftSource found() {
    ChromaSourceDirectory directory = new ChromaSourceDirectory(name, path);
    List<ChromaCollection> collections = directory.read(ChromaStore::collections);
    Path file = directory.file().path();
    return new UntouchedSqliteFile(name, file).read(session -> look(collections, session));
  }

  private DraftSource look(List<ChromaCollection> collections, SqliteReadSession session)
      throws SQLException {
    Map<String, List<ChromaCollection>> databases = new TreeMap<>();
    collections.forEach(
        collection ->
            databases
                .computeIfAbsent(CollectionName.of(collection).schema(), d -> new ArrayList<>())
                .add(collection));
    List<DraftSchema> schemas = new ArrayList<>();
    List<String> decisions = new ArrayList<>();
    for (Map.Entry<String, List<ChromaCollection>> database : databases.entrySet()) {
      DraftSchema schema = schema(database.getKey(), database.getValue(), session);
      if (!schema.tables().isEmpty()) {
        schemas.add(schema);
        schema
            .left()
            .forEach(
                left -> decisions.add("collection " + left.name() + " is excluded: " + left.why()));
      }
    }
    return new DraftSource(
        name,
        SourceKind.CHROMA,
        "directory: " + YamlText.scalar(path.toString()),
        List.of(
            "Chroma, %d collections. `./tributary check` reads every vector, and names records whose vector is lost; this has not."
                .formatted(collections.size())),
        schemas,
        Map.of(),
        Map.of(),
        decisions,
        true);
  }

  private DraftSchema schema(
      String database, List<ChromaCollection> collections, SqliteReadSession session)
      throws SQLException {
    List<DraftTable> tables = new ArrayList<>();
    List<LeftTable> left = new ArrayList<>();
    for (ChromaCollection collection : collections) {
      String table = CollectionName.of(collection).table();
      if (collection.otherSegment() != null) {
        left.add(
            new LeftTable(
                table,
                "its vectors are kept in a segment of type "
                    + collection.otherSegment()
                    + ", which is not in this directory.",
                true));
      } else {
        tables.add(table(table, collection, session));
      }
    }
    String word = databaseWord(database);
    return new DraftSchema(database, tables.isEmpty() ? "" : names.schema(word), tables, left);
  }

  private String databaseWord(String database) {
    String own = database.replaceFirst(".*/", "");
    return own.equals(CollectionName.DEFAULT_DATABASE) ? name : name + "_" + own;
  }

  private static DraftTable table(
      String table, ChromaCollection collection, SqliteReadSession session) throws SQLException {
    long records = session.number(RECORDS, collection.metadataSegment()).orElse(0L);
    return new DraftTable(
        table,
        String.format(
            Locale.ROOT,
            "%,d records, %s, %s",
            records,
            collection.dimension().isPresent()
                ? collection.dimension().getAsInt() + " dimensions"
                : "no vector yet",
            collection.space().label()),
        -1);
  }
}
