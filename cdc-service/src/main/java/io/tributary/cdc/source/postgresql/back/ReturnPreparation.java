package io.tributary.cdc.source.postgresql.back;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.definition.DefinitionStore;
import io.tributary.cdc.definition.ReturnDefinitions;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.cdc.seal.MessageKeys;
import io.tributary.cdc.source.TargetSide;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Map;

/**
 * Makes a source ready to be written to by the stream that comes back from its target. That stream
 * needs no copy of rows: it begins while both sides are equal, and closed on one side.
 *
 * @param databases opens connections
 * @param state makes Tributary's own schema, which the source gets too: a checkpoint stands where
 *     its rows are
 * @param back the way back
 */
public record ReturnPreparation(Databases databases, StateSchema state, MovingSource back) {
  private static final String CHECKPOINT =
      """
      INSERT INTO tributary.checkpoint VALUES (?, ?, -1, 0, ?, true, 0, 0, 0, 0, now())
      ON CONFLICT (migration, source) DO NOTHING\
      """;

  private static final List<String> FORGET =
      List.of(
          DefinitionStore.FORGET,
          "DELETE FROM tributary.preparation WHERE migration = ? AND source = ?",
          "DELETE FROM tributary.dead_letter WHERE migration = ? AND source = ?",
          "DELETE FROM tributary.checkpoint WHERE migration = ? AND source = ?");

  /** A schema that an earlier version made has none. */
  private static final String COUNTS_KEPT =
      "SELECT pg_catalog.to_regclass('tributary.change_count') IS NOT NULL";

  private static final String FORGET_COUNTS =
      "DELETE FROM tributary.change_count WHERE migration = ? AND source = ?";

  /** Another stream ends here, or a migration has its home here. */
  private static final String NEEDED =
      """
      SELECT EXISTS (SELECT FROM tributary.checkpoint)
          OR EXISTS (SELECT FROM tributary.preparation)
          OR EXISTS (SELECT FROM tributary.migration) OR EXISTS (SELECT FROM tributary.history)\
      """;

  /** Tributary's own tables in the source, which its capture names from the start. */
  public void makeState() {
    try (DatabaseSession home = databases.openForLong(back.target(), SchemaFailures::of)) {
      state.ensure(home);
    }
  }

  /** Where the stream begins, and what the tables look like that it reads. */
  public void makeCheckpoint() {
    makeState();
    MessageKeys.seal(databases, back);
    ReturnDefinitions definitions = new ReturnDefinitions(databases, back);
    List<TableDefinition> tables = definitions.read();
    StreamId stream = back.stream();
    try (DatabaseSession home = databases.open(back.target())) {
      home.inTransaction(
          () -> {
            boolean begun =
                home.update(
                        CHECKPOINT,
                        stream.migration(),
                        stream.source(),
                        TargetSide.CLOSED_FROM_THE_START)
                    == 0;
            if (!begun) {
              definitions.keep(home, tables);
              PreparationJournal journal = new PreparationJournal(home, stream);
              // There is nothing to make: the tables are the source's own.
              journal.keep(PreparationItem.FINISHED, Map.of());
              journal.keep(PreparationItem.OPENED, Map.of());
            }
          });
    }
  }

  /** Whether anything was made at the source. */
  public boolean made() {
    try (DatabaseSession home = databases.open(back.target())) {
      return StateSchema.exists(home);
    }
  }

  /** Forgets the stream, and Tributary's own schema where no other one needs it. */
  public void remove() {
    StreamId stream = back.stream();
    try (DatabaseSession home = databases.openForLong(back.target(), SchemaFailures::of)) {
      if (StateSchema.exists(home)) {
        home.inTransaction(
            () -> {
              FORGET.forEach(sql -> home.update(sql, stream.migration(), stream.source()));
              if (home.holds(COUNTS_KEPT)) {
                home.update(FORGET_COUNTS, stream.migration(), stream.source());
              }
              if (!home.holds(NEEDED)) {
                home.run("DROP SCHEMA tributary CASCADE");
              }
            });
      }
    }
  }
}
