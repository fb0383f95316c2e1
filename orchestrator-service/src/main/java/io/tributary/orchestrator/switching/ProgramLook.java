package io.tributary.orchestrator.switching;

import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks whether the program of a command is there and may be run, and its secrets can be read. */
record ProgramLook(SecretReader secrets, @Nullable String path) {

  ProgramLook(SecretReader secrets) {
    this(secrets, System.getenv("PATH"));
  }

  void look(SwitchAction.Command action) {
    action.run().forEach(secrets::interpolate);
    String named = action.run().get(0);
    String program = secrets.interpolate(named);
    if (places(program).noneMatch(ProgramLook::executable)) {
      throw SwitchError.COMMAND.because(
          program.contains("/")
              ? "The program %s of a switch action is not there, or this service may not run it. Install it, or mend its path or rights."
                  .formatted(named)
              : "The program %s of a switch action is in no directory of this service's PATH (%s). Install it, or give its path."
                  .formatted(named, path),
          Map.of("command", named));
    }
  }

  private Stream<Path> places(String program) {
    return program.contains("/") || path == null
        ? Stream.of(Path.of(program))
        : Arrays.stream(path.split(File.pathSeparator))
            .map(directory -> Path.of(directory.isEmpty() ? "." : directory, program));
  }

  private static boolean executable(Path program) {
    return Files.isRegularFile(program) && Files.isExecutable(program);
  }
}
