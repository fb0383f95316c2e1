package io.tributary.cdc.apply.follow;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.DefinitionCatalog;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.common.change.ChangeRecord.ShapeColumn;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The source's catalog, asked when the stream describes a table. Connects when needed, and once
 * more where the session has ended since the question before: a server that was started again ends
 * sessions that rest, and nobody else looks at this one. Not thread-safe.
 */
final class SourceCatalog implements AutoCloseable {
  private final Databases databases;
  private final Source source;
  private @Nullable DatabaseSession session;
  private @Nullable DefinitionCatalog catalog;

  SourceCatalog(Databases databases, Source source) {
    this.databases = databases;
    this.source = source;
  }

  /** The table as it is now, empty when it is gone. */
  Optional<TableDefinition> byOid(long oid) {
    return ask(known -> known.byOid(oid));
  }

  /** The table that has this name now, of those that move; empty when none has. */
  Optional<TableDefinition> named(TableName table) {
    return ask(
        known -> known.all().stream().filter(each -> each.table().equals(table)).findFirst());
  }

  String typeName(ShapeColumn column) {
    return ask(known -> known.typeName(column.type(), column.modifier()));
  }

  private <T> T ask(Function<DefinitionCatalog, T> question) {
    boolean rested = session != null;
    try {
      return question.apply(catalog());
    } catch (DatabaseFailure e) {
      if (!rested || session == null || session.alive()) {
        throw e;
      }
      close();
      return question.apply(catalog());
    }
  }

  @Override
  public void close() {
    DatabaseSession open = session;
    session = null;
    catalog = null;
    if (open != null) {
      open.close();
    }
  }

  private DefinitionCatalog catalog() {
    if (session == null) {
      session = databases.open(source.postgres().connection());
    }
    if (catalog == null) {
      catalog = new DefinitionCatalog(session, source);
    }
    return catalog;
  }
}
