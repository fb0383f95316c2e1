package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** Changes that arrive by logical replication pass the fence, which stops statements. */
final class SubscriptionCheck implements SourceCheck {
  private static final String FED =
      """
      SELECT DISTINCT r.srrelid::regclass::text FROM pg_catalog.pg_subscription_rel r
       WHERE r.srrelid::bigint::text = ANY (?) ORDER BY 1""";

  @Override
  public PreflightCode code() {
    return PreflightCode.SUBSCRIPTION;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<String> fed = source.query().texts(FED, (Object) source.movingOids());
    return List.of(
        fed.isEmpty()
            ? code().passed(source.subject(), "No subscription writes to the tables.")
            : code()
                .failed(
                    source.subject(),
                    "Subscriptions write to tables that move, and a fence does not stop them: "
                        + String.join(", ", fed)
                        + ".",
                    "Migrate the publisher instead, or disable the subscriptions (ALTER SUBSCRIPTION … DISABLE) and drop them before the migration."));
  }
}
