package io.tributary.bench.stage;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs the programs of peers, such as pgcopydb or psql. */
public final class PeerProgram {
  private static final int SHOWN_CHARACTERS = 2_000;

  private PeerProgram() {}

  /** Whether the machine has it. */
  public static boolean exists(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
  }

  /**
   * Runs it to its end.
   *
   * @param first a directory in which programs are looked for before all others
   * @return what it printed
   * @throws IOException with the end of its output when its status is not 0
   */
  public static String run(Path first, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", first.toString(), (path, dir) -> dir + ":" + path);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      String end = output.substring(Math.max(0, output.length() - SHOWN_CHARACTERS));
      throw new IOException(
          command.get(0) + " ended with status " + process.exitValue() + ": " + end);
    }
    return output;
  }
}
