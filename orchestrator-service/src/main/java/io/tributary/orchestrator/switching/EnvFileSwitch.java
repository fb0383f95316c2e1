package io.tributary.orchestrator.switching;

import io.tributary.common.grant.FileReplacement;
import io.tributary.common.grant.GrantKey;
import io.tributary.common.grant.GrantedFile;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.orchestrator.cutover.SwitchWay;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rewrites variables of an {@code .env} or compose file. The old file stays beside it as {@code
 * <name>.before-<id>}, with the id of the cutover or rollback; a rollback takes from there what
 * stood in the file before the cutover. Idempotent.
 *
 * @param returns whether the migration has a way back
 */
record EnvFileSwitch(
    SwitchAction.EnvFile action, SecretReader secrets, Grants grants, boolean returns)
    implements ActionSwitch {

  @Override
  public SwitchOutcome run(SwitchRequest request, CommandEvents events) {
    rewriting(
        request.way(),
        (file, before, after) -> {
          if (!after.equals(before)) {
            FileReplacement.replace(file, after, keptSuffix(request.cutoverId()));
          }
        });
    return SwitchOutcome.SILENT;
  }

  /** Does everything but the writing, and looks whether that would be possible. */
  @Override
  public void look(SwitchWay way) {
    rewriting(
        way,
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
          if (returns && way.takesBack().isEmpty()) {
            requireWayBack(file, before);
          }
        });
  }

  /** What is done with a file whose new content is known. */
  private interface Rewriting {
    void of(Path file, String before, String after) throws IOException;
  }

  private void rewriting(SwitchWay way, Rewriting rewriting) {
    Path file = grants.file(GrantKey.ENV_FILE_DIRECTORIES, action.path());
    Map<String, String> set = values(action.set());
    try {
      String before = new GrantedFile(file).text();
      SettingsText now = read(file, before);
      SettingsText after =
          way.takesBack().isEmpty()
              ? now.with(set)
              : back(file, now, set, way.takesBack().get()).with(values(action.back()));
      rewriting.of(file, before, after.text());
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

  private Map<String, String> values(Map<String, String> texts) {
    Map<String, String> values = new TreeMap<>();
    texts.forEach((name, value) -> values.put(name, secrets.interpolate(value)));
    return values;
  }

  private SettingsText read(Path file, String text) {
    return SettingsText.of(file, text, action.set().keySet());
  }

  private SettingsText back(Path file, SettingsText now, Map<String, String> set, String cutover)
      throws IOException {
    if (action.restored().isEmpty()) {
      return now;
    }
    EarlierValues earlier = new EarlierValues(now, kept(file, cutover), set);
    if (!earlier.edited(action.restored()).isEmpty()) {
      throw SwitchError.FILE_EDITED.because(
          "The file %s is not touched: %s stands there neither as the cutover has set it nor as before, so somebody has changed it meanwhile. Put back there what the cutover has set, or say under back of the action what it is to be; or order confirm or skip where the rollback waits for this action."
              .formatted(file, String.join(", ", earlier.edited(action.restored()))),
          Map.of("file", action.path()));
    }
    return earlier.restored(action.restored());
  }

  /** The file as it was before the cutover. */
  private SettingsText kept(Path file, String cutover) throws IOException {
    Path kept = file.resolveSibling(file.getFileName() + keptSuffix(cutover));
    try {
      return read(file, new GrantedFile(kept).text());
    } catch (NoSuchFileException e) {
      throw notKept(
          "What stood in the file %s before the cutover is not known: %s is not there. The cutover has not rewritten the file, or the copy was taken away. Say under back of the action what %s is to be."
              .formatted(file, kept.getFileName(), restored()));
    }
  }

  private static String keptSuffix(String id) {
    return ".before-" + id;
  }

  /** Whoever finds the new values there would not know afterwards what to go back to. */
  private void requireWayBack(Path file, String before) {
    SettingsText now = read(file, before);
    Map<String, String> set = values(action.set());
    values(action.back());
    set.keySet().retainAll(action.restored());
    if (!set.isEmpty() && now.with(set).text().equals(before)) {
      throw notKept(
          "The file %s says already what the cutover is to set, so a rollback would not know what to go back to. Put the old values back there, or say under back of the action what %s is to be."
              .formatted(file, restored()));
    }
  }

  private RuntimeException notKept(String message) {
    return SwitchError.FILE_NOT_KEPT.because(message, Map.of("file", action.path()));
  }

  private String restored() {
    return String.join(", ", action.restored());
  }
}
