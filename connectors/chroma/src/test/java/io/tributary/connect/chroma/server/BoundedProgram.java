package io.tributary.connect.chroma.server;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that has to end by itself within a time. */
final class BoundedProgram {
  private BoundedProgram() {}

  /** What came of it; the status is -1 when it was not there, or was ended because of the time. */
  record Result(int status, String output) {
    boolean well() {
      return status == 0;
    }
  }

  static Result run(Path directory, Duration limit, List<String> command) {
    File output = directory.resolve("output.txt").toFile();
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return new Result(-1, "not done within " + limit.toSeconds() + " s");
      }
      String text = Files.readString(output.toPath(), StandardCharsets.UTF_8).strip();
      return new Result(process.exitValue(), text);
    } catch (IOException e) {
      return new Result(-1, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
