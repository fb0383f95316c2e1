package io.tributary.orchestrator.switching;

import io.tributary.common.grant.GrantKey;
import io.tributary.common.grant.GrantedFile;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
record EnvFileSwitch(SwitchAction.EnvFile action, SecretReader secrets, Grants grants)
    implements ActionSwitch {

  @Override
  public SwitchOutcome run(SwitchRequest request, CommandEvents events) {
    rewriting(
        (file, before, after) -> {
          if (!after.equals(before)) {
            FileReplacement.replace(file, after, ".before-" + request.cutoverId());
          }
        });
    return SwitchOutcome.SILENT;
  }

  /** Does everything but the writing, and looks whether that would be possible. */
  @Override
  public void look() {
    rewriting(
        (file, before, after) -> {
          if (!Files.isWritable(file)) {
            throw new AccessDeniedException(file.toString());
          }
          Path directory = FileReplacement.directory(file);
          if (!Files.isWritable(directory)) {
            throw new AccessDeniedException(
                directory.toString(), null, "the new file is written beside the old one");
          }
          FileReplacement.tryOut(file);
        });
  }

  /** What is done with a file whose new content is known. */
  private interface Rewriting {
    void of(Path file, String before, String after) throws IOException;
  }

  private void rewriting(Rewriting rewriting) {
    Path file = grants.file(GrantKey.ENV_FILE_DIRECTORIES, action.path());
    Map<String, String> values = new TreeMap<>();
    action.set().forEach((name, value) -> values.put(name, secrets.interpolate(value)));
    try {
      String before = new GrantedFile(file).text();
      String after =
          isCompose(file) ? ComposeText.rewrite(before, values) : EnvText.rewrite(before, values);
      rewriting.of(file, before, after);
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
          Map.of("file", action.path()));
    }
  }

  private static boolean isCompose(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yml") || name.endsWith(".yaml");
  }
}
