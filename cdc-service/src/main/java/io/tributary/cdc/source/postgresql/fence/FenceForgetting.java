package io.tributary.cdc.source.postgresql.fence;

import io.tributary.cdc.source.FenceError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import io.tributary.database.SchemaOwner;
import java.util.List;
import java.util.Map;

/**
 * Takes a fence out of a database that nothing moves from any more. Its own tables are dropped
 * before; what is left are triggers of tables that stay, and the token.
 *
 * @param session at the database, in a transaction
 * @param owner whose fence it is
 */
record FenceForgetting(DatabaseSession session, String owner) {

  void run() {
    if (!session.holds(FenceStatements.STANDS)) {
      return;
    }
    requireOurs();
    List<TableName> tables = left();
    if (!tables.isEmpty()) {
      session.run(FenceStatements.dropTriggers(tables));
    }
    // Behind every lock of a table, so that nobody else's fence waits for a reader of those.
    session.run(FenceStatements.TURN);
    session.update(FenceStatements.FORGET_TOKEN, owner);
    boolean lastOne =
        !session.holds(FenceStatements.ANY_TOKEN)
            && session.list(FenceStatements.FENCED, row -> row.getString(5)).isEmpty();
    if (lastOne) {
      FenceStatements.DROP_SCHEMA.forEach(session::run);
    }
  }

  private List<TableName> left() {
    record Fenced(TableName table, String owner) {}
    return session
        .list(
            FenceStatements.FENCED,
            row -> new Fenced(new TableName(row.getString(1), row.getString(2)), row.getString(5)))
        .stream()
        .filter(fenced -> fenced.owner().equals(owner))
        .map(Fenced::table)
        .toList();
  }

  private void requireOurs() {
    List<String> others = SchemaOwner.others(session, "tributary_fence");
    if (!others.isEmpty()) {
      throw new TributaryException(
          FenceError.SCHEMA_FOREIGN,
          "Schema tributary_fence at %s, or something in it, belongs to %s and not to %s. Drop it if no fence stands; after a change of Tributary's role, give it and what is in it to the new one."
              .formatted(
                  session.place().display(), String.join(", ", others), session.place().user()),
          Map.of("owner", owner));
    }
  }
}
