package io.tributary.local.order;

import io.tributary.local.client.OrchestratorApi;
import picocli.CommandLine.Parameters;

/** An order to a migration that is there. */
abstract class NamedOrder extends OrderCommand {
  @Parameters(paramLabel = "NAME", description = "The migration.")
  private String name;

  final String name() {
    return name;
  }

  @Override
  final String migration(OrchestratorApi api) {
    return name;
  }
}
