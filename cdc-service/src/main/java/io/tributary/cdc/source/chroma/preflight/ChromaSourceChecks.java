package io.tributary.cdc.source.chroma.preflight;

import io.tributary.cdc.preflight.check.ConnectorPlugin;
import io.tributary.cdc.preflight.check.SourceChecks;
import io.tributary.cdc.preflight.check.SourceFindings;
import io.tributary.checks.file.FileChecks;
import io.tributary.common.plan.MovingSource;

/** The preflight of a Chroma source; {@code tributary plan} makes the same checks. */
public record ChromaSourceChecks(FileChecks files) implements SourceChecks {
  @Override
  public SourceFindings look(MovingSource moving) {
    return SourceFindings.of(moving.source(), files.look(moving));
  }

  @Override
  public ConnectorPlugin plugin() {
    return new ConnectorPlugin(
        "Chroma", "io.tributary.connect.chroma.ChromaSourceConnector", "connectors/chroma");
  }
}
