package io.tributary.validator.sqlite;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.database.Session;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The mirrors of a file's tables in one session. They are kept from pass to pass, because making
 * tables writes to the target's catalog, and are made anew when the mapping or a type changed.
 */
final class Mirrors {
  private final Session session;
  private final SqliteFile file;
  private final Map<TableName, MirroredTable> tables = new TreeMap<>();
  private Definitions definitions;
  private Charset encoding;

  Mirrors(Session session, SqliteFile file) {
    this.session = session;
    this.file = file;
  }

  /** Makes what these definitions ask for; what was read before is kept when they are the same. */
  TableMap ready(Definitions wanted) throws SQLException {
    if (encoding == null) {
      file.begin();
      try {
        encoding = file.encoding();
      } finally {
        file.end();
      }
    }
    boolean same = wanted.equals(definitions);
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

  private void make(Connection connection, Definitions wanted) throws SQLException {
    for (MirroredTable table : tables.values()) {
      table.drop();
    }
    tables.clear();
    for (TablePair pair : wanted.tables().pairs().values()) {
      TableName name = pair.source().table();
      Mirror mirror = new Mirror(connection, wanted.mapping().table(name).orElseThrow(), pair);
      tables.put(name, new MirroredTable(file, mirror));
      tables.get(name).create();
    }
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
