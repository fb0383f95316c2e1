package io.tributary.cdc.source.sqlite.preflight;

import io.tributary.cdc.preflight.check.ConnectorPlugin;
import io.tributary.cdc.preflight.check.SourceChecks;
import io.tributary.cdc.preflight.check.SourceFindings;
import io.tributary.checks.file.FileChecks;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;

/** The preflight of a SQLite source; {@code tributary plan} makes the same checks. */
public record SqliteSourceChecks(FileChecks files) implements SourceChecks {
  @Override
  public SourceFindings look(Migration migration, Source source) {
    return SourceFindings.of(source, files.look(migration, source));
  }

  @Override
  public ConnectorPlugin plugin() {
    return new ConnectorPlugin(
        "SQLite", "io.tributary.connect.sqlite.SqliteSourceConnector", "connectors/sqlite");
  }
}
