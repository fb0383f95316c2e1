package io.tributary.validator.mirror;

import io.tributary.common.mapping.ColumnMapping;
import io.tributary.common.mapping.TableMapping;
import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.database.Session;
import io.tributary.validator.file.FileTables;
import io.tributary.validator.neighbour.VectorColumn;
import io.tributary.validator.neighbour.VectorPair;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The mirrors of a file's tables in one session. They are kept from pass to pass, because making
 * tables writes to the target's catalog, and are made anew when the mapping or a type changed.
 */
final class Mirrors {
  private final Session session;
  private final FileTables source;
  private final Map<TableName, MirroredTable> tables = new TreeMap<>();
  private Map<TableName, VectorColumn> vectors = Map.of();
  private Definitions definitions;
  private Charset encoding;

  Mirrors(Session session, FileTables source) {
    this.session = session;
    this.source = source;
  }

  /** Makes what these definitions ask for; what was read before is kept when they are the same. */
  TableMap ready(Definitions wanted) throws SQLException {
    Map<TableName, VectorColumn> before = vectors;
    look(wanted);
    boolean same = wanted.equals(definitions) && vectors.equals(before);
    definitions = null;
    session.commit(
        c -> {
          if (!same) {
            make(c, wanted);
          }
          return null;
        });
    definitions = wanted;
    return wanted.tables();
  }

  private void look(Definitions wanted) throws SQLException {
    Map<TableName, VectorColumn> found = new TreeMap<>();
    source.file().begin();
    try {
      encoding = source.file().encoding();
      for (TableMapping table : wanted.mapping().tables()) {
        source.vectors(table).ifPresent(column -> found.put(table.source(), column));
      }
    } finally {
      source.file().end();
    }
    vectors = found;
  }

  private void make(Connection connection, Definitions wanted) throws SQLException {
    for (MirroredTable table : tables.values()) {
      table.drop();
    }
    tables.clear();
    for (TablePair pair : wanted.tables().pairs().values()) {
      TableName name = pair.source().table();
      TableMapping mapping = wanted.mapping().table(name).orElseThrow();
      Mirror mirror = new Mirror(connection, mapping, pair, rounding(pair, mapping));
      tables.put(name, new MirroredTable(source, mirror));
      tables.get(name).create();
    }
  }

  private Rounding rounding(TablePair pair, TableMapping mapping) {
    return vectors(pair)
        .filter(column -> column.space().rounds())
        .flatMap(column -> target(mapping, column))
        .map(column -> new Rounding(pair, column))
        .orElse(null);
  }

  /** Where the vectors of a table are seen, at the source with the numbers as they were read. */
  Optional<VectorPair> vectorPair(TablePair pair) {
    Mirror mirror = of(pair).mirror();
    return vectors(pair)
        .flatMap(
            vector ->
                target(mirror.mapping(), vector)
                    .map(
                        column ->
                            new VectorPair(
                                mirror.sql().rounding() == null ? column : Rounding.AS_READ,
                                column,
                                vector.space())));
  }

  private static Optional<String> target(TableMapping mapping, VectorColumn vector) {
    return mapping
        .column(vector.name())
        .filter(column -> column.conversion().targetType().startsWith("vector"))
        .map(ColumnMapping::target);
  }

  /** The vectors of a table at the source, if it has any. */
  private Optional<VectorColumn> vectors(TablePair pair) {
    return Optional.ofNullable(vectors.get(pair.source().table()));
  }

  /** The mirror of a table of the latest definitions. */
  MirroredTable of(TablePair pair) {
    return tables.get(pair.source().table());
  }

  /** What the bytes of the file's texts are. */
  Charset encoding() {
    return encoding;
  }

  /** Nobody knows what the mirrors hold, so they have to be made anew. */
  void forget() {
    definitions = null;
  }
}
