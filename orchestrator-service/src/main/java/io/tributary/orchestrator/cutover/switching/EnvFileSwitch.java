package io.tributary.orchestrator.cutover.switching;

import io.tributary.common.plan.SwitchAction;
import io.tributary.common.secret.SecretReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rewrites variables of an {@code .env} or compose file (by its ending {@code .yml} or {@code
 * .yaml}). The old file stays beside it as {@code <name>.before-<cutover id>}. Idempotent.
 */
record EnvFileSwitch(SecretReader secrets) {

  void run(SwitchAction.EnvFile action, Switching switching) {
    Path file = Path.of(action.path());
    Map<String, String> values = new TreeMap<>();
    action.set().forEach((name, value) -> values.put(name, secrets.interpolate(value)));
    try {
      String before = Files.readString(file);
      String after =
          isCompose(file) ? ComposeText.rewrite(before, values) : EnvText.rewrite(before, values);
      if (!after.equals(before)) {
        FileReplacement.replace(file, after, ".before-" + switching.cutoverId());
      }
    } catch (NoSuchFileException e) {
      throw SwitchError.FILE.because(
          "The file " + file + " of a switch action does not exist. Create it, or mend its path.",
          Map.of("file", action.path()),
          e);
    } catch (IOException e) {
      throw SwitchError.FILE.because(
          "The file " + file + " cannot be rewritten: " + e + ". Check rights and disk space.",
          Map.of("file", action.path()),
          e);
    } catch (IllegalArgumentException e) {
      throw SwitchError.FILE_AMBIGUOUS.because(
          "The file " + file + " is not touched: " + e.getMessage() + ".",
          Map.of("file", action.path()),
          null);
    }
  }

  private static boolean isCompose(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yml") || name.endsWith(".yaml");
  }
}
