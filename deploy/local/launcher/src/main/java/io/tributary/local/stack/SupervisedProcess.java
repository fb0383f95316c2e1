package io.tributary.local.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A running process of the stack under {@code supervise.sh}, which ends it when this JVM closes the
 * pipe between them, and so also when this JVM is killed. The process is in a session of its own: a
 * terminal's Ctrl-C reaches the launcher only.
 */
public final class SupervisedProcess {
  private static final int END_LIMIT_SECONDS = ProcessSpec.GRACE_SECONDS + 5;

  private final ProcessSpec spec;
  private final Path log;
  private final Process process;

  private SupervisedProcess(ProcessSpec spec, Path log, Process process) {
    this.spec = spec;
    this.log = log;
    this.process = process;
  }

  public static SupervisedProcess start(ProcessSpec spec, StackLayout layout) {
    List<String> line = new ArrayList<>(List.of("setsid", "sh"));
    line.add(layout.script("supervise.sh").toString());
    line.add(spec.stopSignal());
    line.add(String.valueOf(ProcessSpec.GRACE_SECONDS));
    line.addAll(spec.command());
    Path log = layout.log(spec.name());
    try {
      spec.readiness().forget();
      Files.createDirectories(log.getParent());
      OwnerFile.make(log);
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()));
      builder.environment().putAll(spec.environment());
      return new SupervisedProcess(spec, log, builder.start());
    } catch (IOException e) {
      throw new StartFailure(spec.name() + " could not be started: " + e.getMessage(), e);
    }
  }

  ProcessSpec spec() {
    return spec;
  }

  Path log() {
    return log;
  }

  /** Completes when the process has ended. */
  CompletableFuture<SupervisedProcess> ended() {
    return process.onExit().thenApply(ignored -> this);
  }

  /** Waits a moment, but not longer than the process lives; true when it is still there. */
  public boolean livesFor(long millis) throws InterruptedException {
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Says that the process is gone, with the end of its log. */
  StartFailure death() {
    return new StartFailure(
        spec.name()
            + " ended by itself with status "
            + process.exitValue()
            + ". The end of "
            + log
            + ":\n"
            + LogTail.of(log));
  }

  /** Sends the stop signal, after the grace time SIGKILL, and returns when the process is gone. */
  public void stop() {
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.flush();
    } catch (IOException e) {
      // The process has ended already and with it the other end of the pipe.
    }
    try {
      if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
