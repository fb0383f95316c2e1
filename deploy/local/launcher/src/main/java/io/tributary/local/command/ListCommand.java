package io.tributary.local.command;

import io.tributary.local.client.ApiOptions;
import io.tributary.local.client.MigrationLine;
import io.tributary.local.view.ListText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists all migrations. */
@Command(
    name = "list",
    description = "Lists all migrations with health and state.",
    mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {
  @Mixin private ApiOptions options;
  @Mixin private DocumentOutput output;

  @Override
  public Integer call() {
    List<MigrationLine> migrations = options.open().list();
    output.print(migrations, () -> ListText.lines(migrations));
    return 0;
  }
}
