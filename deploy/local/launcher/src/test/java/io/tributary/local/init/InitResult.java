package io.tributary.local.init;

import io.tributary.local.client.CommandFailure;
import io.tributary.local.stack.StackLayout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * One run of the command.
 *
 * @param status its exit status
 * @param text what it printed
 */
record InitResult(int status, String text) {

  /** Runs it where nobody can be asked. */
  static InitResult of(Path home, Map<String, String> environment, String... arguments) {
    return of(home, environment, Optional.empty(), arguments);
  }

  static InitResult of(
      Path home,
      Map<String, String> environment,
      Optional<Questions> questions,
      String... arguments) {
    StringWriter printed = new StringWriter();
    CommandLine command =
        new CommandLine(
                new InitCommand(
                    new StackLayout(home, home.resolve(".tributary")), environment::get, questions))
            .setOut(new PrintWriter(printed, true));
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          if (failure instanceof CommandFailure refused) {
            line.getOut().println(refused.inWords());
            return refused.status().code();
          }
          throw failure;
        });
    return new InitResult(command.execute(arguments), printed.toString());
  }
}
