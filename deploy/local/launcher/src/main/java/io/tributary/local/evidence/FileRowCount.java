package io.tributary.local.evidence;

import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.sql.Sql;
import io.tributary.files.chroma.source.ChromaSourceDirectory;
import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaDirectory;
import io.tributary.files.chroma.store.ChromaStore;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.UntouchedSqliteFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Counts in a SQLite file, or the records of collections in a Chroma directory. Digests are of rows
 * as they were converted, which is not done here.
 *
 * @param source of one of these kinds
 */
record FileRowCount(Source source) implements RowCount {
  private static final String DEFINITION = "SELECT sql FROM sqlite_master WHERE name = ?";
  private static final String RECORDS = "SELECT count(*) FROM embeddings WHERE segment_id = ?";

  @Override
  public SideRows of(String table, Optional<String> method) throws SQLException {
    String name = table.substring(table.indexOf('.') + 1);
    return SideRows.counted(
        source.kind() == SourceKind.CHROMA
            ? records(table)
            : file(Path.of(source.converted().path())).read(session -> rows(session, name)));
  }

  /** A table of a module that is not here has its rows in tables of its own; vec0 has one each. */
  private static long rows(SqliteReadSession session, String name) throws SQLException {
    Optional<String> definition = session.text(DEFINITION, name);
    boolean virtual = definition.filter(sql -> sql.startsWith("CREATE VIRTUAL")).isPresent();
    String counted = Sql.identifier(virtual ? name + "_rowids" : name);
    return session.number("SELECT count(*) FROM " + counted).orElse(0L);
  }

  private long records(String table) throws SQLException {
    ChromaCollection collection =
        ChromaSourceDirectory.of(source).read(ChromaStore::collections).stream()
            .filter(each -> named(each).equals(table))
            .findFirst()
            .orElseThrow(() -> new SQLException("there is no collection " + table));
    Path path = new ChromaDirectory(Path.of(source.converted().path())).file();
    return file(path)
        .read(session -> session.number(RECORDS, collection.metadataSegment()).orElse(0L));
  }

  private static String named(ChromaCollection collection) {
    CollectionName name = CollectionName.of(collection);
    return name.schema() + "." + name.table();
  }

  private UntouchedSqliteFile file(Path path) {
    return new UntouchedSqliteFile(source.name(), path.toAbsolutePath());
  }
}
