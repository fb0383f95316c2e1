package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** A prepared transaction holds up the slot's creation and the fence until somebody ends it. */
final class PreparedTransactionsCheck implements SourceCheck {
  private static final String PENDING =
      """
      SELECT gid, owner, database, date_trunc('second', prepared)::text
        FROM pg_catalog.pg_prepared_xacts ORDER BY prepared""";

  @Override
  public PreflightCode code() {
    return PreflightCode.PREPARED_TRANSACTIONS;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<PreflightCheck> pending =
        source
            .query()
            .list(
                PENDING,
                row ->
                    code()
                        .failed(
                            source.subject(),
                            "Prepared transaction %s of %s in database %s is pending since %s; capture cannot begin before it ends."
                                .formatted(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4)),
                            "COMMIT PREPARED %1$s; or ROLLBACK PREPARED %1$s; in database %2$s."
                                .formatted(Sql.literal(row.getString(1)), row.getString(3))));
    return pending.isEmpty()
        ? List.of(code().passed(source.subject(), "No prepared transaction is pending."))
        : pending;
  }
}
