package io.tributary.orchestrator.switching;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.CommandVariable;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.secret.SecretReader;
import io.tributary.orchestrator.cutover.StartedCommand;
import io.tributary.orchestrator.cutover.SwitchWay;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program without a shell. Of the service's environment it gets what says where and who it
 * is, besides what the file sets, {@code TRIBUTARY_MIGRATION}, {@code TRIBUTARY_CUTOVER_ID} and
 * {@code TRIBUTARY_DIRECTION} ({@code cutover} or {@code rollback}). A program that is started is
 * waited for, however long it takes: one that restarts an application must not be ended in the
 * middle of that, and never run beside itself.
 */
record CommandSwitch(
    SwitchAction.Command action, Migration plan, SecretReader secrets, Grants grants, Clock clock)
    implements ActionSwitch {
  private static final Set<String> KEPT =
      Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR");
  private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

  @Override
  public void look(SwitchWay way) {
    new ProgramLook(secrets, grants).look(action);
  }

  @Override
  public SwitchOutcome run(SwitchRequest request, CommandEvents events)
      throws InterruptedException {
    SecretMasking masking = SecretMasking.of(plan, secrets);
    return request.started() == null
        ? fresh(request, masking, events)
        : afterRestart(request.started(), masking, events);
  }

  private SwitchOutcome fresh(SwitchRequest request, SecretMasking masking, CommandEvents events)
      throws InterruptedException {
    String program = action.program();
    List<String> command = new ArrayList<>(action.run());
    command.set(0, grants.program(program).toString());
    Map<String, String> environment = environment();
    CommandOutput output = null;
    try {
      output = CommandOutput.create();
      Process process = builder(command, environment, request, output).start();
      events.started(identity(process, output));
      if (!process.waitFor(action.timeoutMillis(), TimeUnit.MILLISECONDS)) {
        events.overdue(overdue(process.pid()), output.end(masking));
        process.waitFor();
      }
      return ended(program, process.exitValue(), output, masking);
    } catch (IOException e) {
      if (output != null) {
        output.delete();
      }
      return SwitchOutcome.failed(
          report(
              SwitchError.COMMAND,
              program,
              "The command " + program + " could not be started: " + reason(e) + "."),
          "");
    }
  }

  /** Secrets reach a program by its environment alone, which only its own user can see. */
  private Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    action
        .environment()
        .forEach(
            (name, value) -> {
              if (!CommandVariable.allowed(name)) {
                throw SwitchError.COMMAND.because(
                    "The variable " + name + " decides which code a program runs, and is not set.",
                    Map.of("command", action.program()));
              }
              variables.put(name, secrets.interpolate(value));
            });
    return variables;
  }

  private static ProcessBuilder builder(
      List<String> command,
      Map<String, String> environment,
      SwitchRequest request,
      CommandOutput output) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(output.file().toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    // The service's own variables hold its secrets and those of every migration.
    builder.environment().keySet().retainAll(KEPT);
    builder.environment().putAll(environment);
    builder.environment().put("TRIBUTARY_MIGRATION", request.migration());
    builder.environment().put("TRIBUTARY_CUTOVER_ID", request.cutoverId());
    builder.environment().put("TRIBUTARY_DIRECTION", request.way().word());
    return builder;
  }

  private StartedCommand identity(Process process, CommandOutput output) {
    Instant startedAt = process.info().startInstant().orElseGet(clock::instant);
    return new StartedCommand(process.pid(), startedAt, LocalHost.name(), output.file().toString());
  }

  private static SwitchOutcome ended(
      String program, int status, CommandOutput output, SecretMasking masking) {
    String printed = output.end(masking);
    output.delete();
    return status == 0
        ? SwitchOutcome.succeeded(printed)
        : SwitchOutcome.failed(
            report(
                SwitchError.COMMAND,
                program,
                "The command " + program + " ended with exit status " + status + "."),
            printed);
  }

  /** The exit status of a process goes to whoever has started it, so nobody knows it any more. */
  private SwitchOutcome afterRestart(
      StartedCommand started, SecretMasking masking, CommandEvents events)
      throws InterruptedException {
    String program = action.program();
    if (!started.host().equals(LocalHost.name())) {
      return SwitchOutcome.failed(
          report(
              SwitchError.COMMAND_UNWATCHED,
              program,
              "The command %s was started on %s as process %d, and this service cannot see from %s whether it still runs. It is run again at the next try: order confirm if it has done its work, or skip."
                  .formatted(program, started.host(), started.pid(), LocalHost.name())),
          "");
    }
    CommandOutput output = new CommandOutput(Path.of(started.output()));
    Optional<ProcessHandle> running = running(started);
    if (running.isPresent()) {
      Duration limit = Duration.ofMillis(action.timeoutMillis());
      Duration left = limit.minus(Duration.between(started.startedAt(), clock.instant()));
      if (!ended(running.get(), left)) {
        events.overdue(overdue(started.pid()), output.end(masking));
        ended(running.get(), FOREVER);
      }
    }
    String printed = output.end(masking);
    output.delete();
    return SwitchOutcome.failed(
        report(
            SwitchError.COMMAND_UNWATCHED,
            program,
            "The command %s (process %d) ended while this service was not its parent any more, so its exit status is not known. It is run again at the next try: order confirm if it has done its work, or skip."
                .formatted(program, started.pid())),
        printed);
  }

  /** The same process, and not a later one that got its number. */
  private static Optional<ProcessHandle> running(StartedCommand started) {
    return ProcessHandle.of(started.pid())
        .filter(ProcessHandle::isAlive)
        .filter(
            found ->
                found.info().startInstant().map(at -> at.equals(started.startedAt())).orElse(true));
  }

  /** Whether the process ended within some time. */
  private static boolean ended(ProcessHandle process, Duration limit) throws InterruptedException {
    try {
      process.onExit().get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
      return true;
    } catch (java.util.concurrent.TimeoutException e) {
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      return true;
    }
  }

  private ErrorReport overdue(long pid) {
    String program = action.program();
    return report(
        SwitchError.COMMAND_OVERDUE,
        program,
        "The command %s (process %d) has been running for more than %d ms (timeout-millis). It is not ended, and not started again while it runs. Wait for it; or end it by hand, then it is run again; or order confirm or skip, and the switch goes on without it."
            .formatted(program, pid, action.timeoutMillis()));
  }

  private static ErrorReport report(SwitchError error, String program, String message) {
    return ErrorReport.of(error, message, Map.of("command", program));
  }

  /** Without the arguments, which may hold secrets. */
  private static String reason(IOException e) {
    return Optional.ofNullable(e.getCause())
        .map(Throwable::getMessage)
        .orElse("see its path and rights");
  }
}
