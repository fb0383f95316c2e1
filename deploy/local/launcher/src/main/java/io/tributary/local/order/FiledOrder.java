package io.tributary.local.order;

import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import io.tributary.local.client.OrchestratorApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** An order to the migration of a file, which is taken to the orchestrator before. */
abstract class FiledOrder extends OrderCommand {
  @Parameters(
      paramLabel = "FILE",
      description =
          "The migration file, which is sent before; or the name of a migration that is there.")
  private String file;

  @Override
  final String migration(OrchestratorApi api) {
    Path path = Path.of(file);
    if (Files.isRegularFile(path)) {
      return api.create(text(path));
    }
    if (file.contains("/") || file.contains(".")) {
      throw new CommandFailure(
          ExitStatus.USAGE, "There is no file " + file + ".", "./tributary list");
    }
    return file;
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, path + " cannot be read: " + e, "./tributary plan " + path);
    }
  }
}
