package io.tributary.cdc.apply.follow;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.DefinitionCatalog;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.common.change.ChangeRecord.ShapeColumn;
import io.tributary.common.plan.source.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The source's catalog, asked when the stream describes a table. Connects when needed. One thread.
 */
final class SourceCatalog implements AutoCloseable {
  private final Databases databases;
  private final Source source;
  private @Nullable Connection connection;
  private @Nullable DefinitionCatalog catalog;

  SourceCatalog(Databases databases, Source source) {
    this.databases = databases;
    this.source = source;
  }

  /** The table as it is now, empty when it is gone. */
  Optional<TableDefinition> byOid(long oid) {
    return ask(open -> open.byOid(oid));
  }

  String typeName(ShapeColumn column) {
    return ask(open -> open.typeName(column.type(), column.modifier()));
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw Databases.failure(source.postgres().connection(), e);
      } finally {
        connection = null;
        catalog = null;
      }
    }
  }

  private interface Question<T> {
    T to(DefinitionCatalog catalog) throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    try {
      if (connection == null) {
        connection = databases.open(source.postgres().connection());
      }
      if (catalog == null) {
        catalog = new DefinitionCatalog(connection, source);
      }
      return question.to(catalog);
    } catch (SQLException e) {
      throw Databases.failure(source.postgres().connection(), e);
    }
  }
}
