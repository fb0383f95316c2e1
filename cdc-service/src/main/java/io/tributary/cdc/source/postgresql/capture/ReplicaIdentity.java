package io.tributary.cdc.source.postgresql.capture;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL logs of the old row of an update or delete.
 *
 * @param setting {@code pg_class.relreplident}: d(efault), n(othing), f(ull), i(ndex)
 * @param index the index's name when the setting is i, null otherwise
 */
record ReplicaIdentity(String setting, @Nullable String index) {
  static final ReplicaIdentity FULL = new ReplicaIdentity("f", null);
  static final ReplicaIdentity DEFAULT = new ReplicaIdentity("d", null);

  /**
   * The identity that capture needs instead, or empty when this one does: the primary key, or the
   * whole row where there is none.
   *
   * @param primaryKey whether the table has a primary key
   */
  Optional<ReplicaIdentity> neededInstead(boolean primaryKey) {
    if (setting.equals("f") || (setting.equals("d") && primaryKey)) {
      return Optional.empty();
    }
    return Optional.of(primaryKey ? DEFAULT : FULL);
  }

  /** The statement that gives a table this identity. */
  String statement(TableName table) {
    String identity =
        switch (setting) {
          case "d" -> "DEFAULT";
          case "n" -> "NOTHING";
          case "f" -> "FULL";
          case "i" ->
              "USING INDEX " + Sql.identifier(Objects.requireNonNull(index, "the index is named"));
          default -> throw new IllegalStateException("unknown replica identity " + setting);
        };
    return "ALTER TABLE " + Sql.table(table) + " REPLICA IDENTITY " + identity;
  }
}
