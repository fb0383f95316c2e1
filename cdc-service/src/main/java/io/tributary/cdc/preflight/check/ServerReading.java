package io.tributary.cdc.preflight.check;

import io.tributary.checks.existing.ConnectionDdl;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.database.DatabaseSession;
import java.util.function.Function;

/** A database that answers, as its checks see it: a source's or the target's. */
public interface ServerReading {
  /** The name that checks of it carry. */
  String subject();

  /** The role of the migration file that asks. */
  String user();

  /** Asks it. */
  DatabaseSession query();

  /** Does something in a transaction that is rolled back, whatever comes of it. */
  default <T> T undone(Function<DdlTarget, T> work) {
    return query().undone(() -> work.apply(ConnectionDdl.of(query())));
  }
}
