package io.tributary.orchestrator.cutover.switching;

import io.tributary.common.plan.SwitchAction;
import io.tributary.common.secret.SecretReader;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program without a shell. It gets {@code TRIBUTARY_MIGRATION} and {@code
 * TRIBUTARY_CUTOVER_ID}; its output is not kept, because it may hold secrets. A program that takes
 * too long is ended with its children.
 */
record CommandSwitch(SecretReader secrets) {

  void run(SwitchAction.Command action, Switching switching) {
    String program = action.run().get(0);
    Map<String, String> fields = Map.of("command", program);
    List<String> command = action.run().stream().map(secrets::interpolate).toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().put("TRIBUTARY_MIGRATION", switching.migration());
    builder.environment().put("TRIBUTARY_CUTOVER_ID", switching.cutoverId());
    Process process = null;
    try {
      process = builder.start();
      if (!process.waitFor(action.timeoutMillis(), TimeUnit.MILLISECONDS)) {
        throw SwitchError.COMMAND.because(
            "The command " + program + " took more than " + action.timeoutMillis() + " ms.",
            fields,
            null);
      }
      if (process.exitValue() != 0) {
        throw SwitchError.COMMAND.because(
            "The command " + program + " ended with exit status " + process.exitValue() + ".",
            fields,
            null);
      }
    } catch (IOException e) {
      throw SwitchError.COMMAND.because(
          "The command " + program + " could not be started: " + reason(e) + ".", fields, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SwitchError.COMMAND.because(
          "The command " + program + " was ended, because the service shuts down.", fields, e);
    } finally {
      end(process);
    }
  }

  /** Without the arguments, which may hold secrets. */
  private static String reason(IOException e) {
    return e.getCause() == null ? "see its path and rights" : e.getCause().getMessage();
  }

  private static void end(Process process) {
    if (process != null && process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
