package io.tributary.orchestrator.switching;

import io.tributary.common.grant.Grants;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Looks whether the program of a command is there and may be run, and its secrets can be read. */
record ProgramLook(SecretReader secrets, Grants grants) {

  void look(SwitchAction.Command action) {
    action.texts().forEach(secrets::interpolate);
    String named = action.program();
    Path program = grants.program(named);
    if (!executable(program)) {
      throw SwitchError.COMMAND.because(
          named.contains("/")
              ? "The program %s of a switch action is not there, or this service may not run it. Install it, or mend its path or rights."
                  .formatted(named)
              : "The program %s of a switch action is in no directory of this service's PATH. Install it, or give its path."
                  .formatted(named),
          Map.of("command", named));
    }
  }

  private static boolean executable(Path program) {
    return program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program);
  }
}
