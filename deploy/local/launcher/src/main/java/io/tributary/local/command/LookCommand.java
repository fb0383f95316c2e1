package io.tributary.local.command;

import io.tributary.local.client.ApiOptions;
import io.tributary.local.client.OrchestratorApi;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks at one migration once. */
abstract class LookCommand implements Callable<Integer> {
  @Mixin private ApiOptions options;
  @Mixin private DocumentOutput output;

  @Parameters(paramLabel = "NAME", description = "The migration.")
  private String name;

  /** Asks the API and prints what it says. */
  abstract void look(OrchestratorApi api, String migration, DocumentOutput out) throws IOException;

  @Override
  public final Integer call() throws IOException {
    look(options.open(), name, output);
    return 0;
  }
}
