package io.tributary.cdc.source.postgresql.copy;

import io.tributary.cdc.apply.session.ApplySessionSettings;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.database.Databases;
import io.tributary.common.plan.MovingSource;
import java.util.function.BooleanSupplier;

/** The tables of a PostgreSQL source, as far as the instance that copies them offers them. */
public record OfferedTables(MovingSource moving, Databases databases, CopyService service) {

  /**
   * Copies chunks of them until none is left, or it is stopped.
   *
   * @return how many chunks were copied here
   * @throws io.tributary.common.error.TributaryException why that is not possible
   */
  public int copy(BooleanSupplier stopped) {
    return service
        .offered(moving, ApplySessionSettings.sql(moving))
        .run(
            (snapshot, tables) ->
                new PostgresChunkOrigin(
                    moving.source(), databases, service.settings(), snapshot, tables),
            stopped);
  }
}
