package io.tributary.cdc.source.sqlite.preflight;

import io.tributary.cdc.preflight.check.ConnectorPlugin;
import io.tributary.cdc.preflight.check.SourceChecks;
import io.tributary.cdc.preflight.check.SourceFindings;
import io.tributary.checks.file.FileChecks;
import io.tributary.common.plan.MovingSource;

/** The preflight of a SQLite source; {@code tributary plan} makes the same checks. */
public record SqliteSourceChecks(FileChecks files) implements SourceChecks {
  @Override
  public SourceFindings look(MovingSource moving) {
    return SourceFindings.of(moving.source(), files.look(moving));
  }

  @Override
  public ConnectorPlugin plugin() {
    return new ConnectorPlugin(
        "SQLite", "io.tributary.connect.sqlite.SqliteSourceConnector", "connectors/sqlite");
  }
}
