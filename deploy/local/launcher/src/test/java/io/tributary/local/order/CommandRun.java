package io.tributary.local.order;

import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of the class that {@code ./tributary} starts, in a process of its own. */
record CommandRun(int status, String out, String err) {
  private static final long LIMIT_SECONDS = 180;

  /** Runs a command against a stack, with this typed. */
  static CommandRun of(TestStack stack, String typed, String... arguments) throws Exception {
    return of(
        Map.of(
            "TRIBUTARY_API", stack.api().base().toString(),
            "TRIBUTARY_HOME", stack.home().toString()),
        typed,
        arguments);
  }

  private static CommandRun of(Map<String, String> environment, String typed, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.tributary.local.Launcher");
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("tributary-command", ".out");
    Path err = Files.createTempFile("tributary-command", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().write(typed.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", arguments) + " did not end: " + Files.readString(out));
    }
    return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Override
  public String toString() {
    return "status " + status + "\n" + out + "\n" + err;
  }
}
