package io.tributary.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a program of this machine has said.
 *
 * @param status its exit status
 * @param lines of standard output and standard error
 */
record ToolOutput(int status, List<String> lines) {

  /** Runs it in the C locale and waits. */
  static ToolOutput of(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new ToolOutput(process.waitFor(), said.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(command.get(0) + " cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command.get(0) + " was interrupted.", e);
    }
  }

  /**
   * The same for one that has to succeed.
   *
   * @throws IllegalStateException with what it said
   */
  static List<String> required(List<String> command) {
    ToolOutput output = of(command);
    if (output.status() != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " failed:\n" + String.join("\n", output.lines()));
    }
    return output.lines();
  }
}
