package io.tributary.common.plan.file;

import io.tributary.common.plan.cutover.CommandVariable;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.words.PlainSecret;
import io.tributary.common.secret.SecretReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one switch action: a mapping whose only key says which. */
final class SwitchActionReader {
  private static final long COMMAND_TIMEOUT_MILLIS = 300_000;
  private static final long WEBHOOK_TIMEOUT_MILLIS = 5_000;
  private static final long MAX_TIMEOUT_MILLIS = 3_600_000;

  /** user:password@ inside an address, the password not being a placeholder alone. */
  private static final Pattern PLAIN_PASSWORD =
      Pattern.compile("://[^/:@\\s]*:(?!\\$\\{(env|file):[^}]+}@)[^/@\\s]+@");

  private SwitchActionReader() {}

  static Optional<SwitchAction> read(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.SWITCH_ACTION);
    if (fields.values().size() != 1) {
      value.problem(
          PlanError.BAD_VALUE,
          "A switch action is one of "
              + String.join(", ", SectionKeys.SWITCH_ACTION.keys())
              + ", each in a list item of its own.");
      return Optional.empty();
    }
    return fields
        .get("env-file")
        .map(SwitchActionReader::envFile)
        .or(() -> fields.get("command").map(SwitchActionReader::command))
        .or(() -> fields.get("webhook").map(SwitchActionReader::webhook));
  }

  private static SwitchAction envFile(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.ENV_FILE);
    String path = fields.text("path");
    fields.get("path").ifPresent(v -> NameRules.checkAbsolutePath(v, path));
    Map<String, String> set = fields.textEntries("set");
    fields.entries("set").forEach((variable, v) -> checkVariable(variable, v, v.text()));
    fields
        .get("set")
        .filter(v -> set.isEmpty())
        .ifPresent(v -> v.problem(PlanError.BAD_VALUE, "Name at least one variable to set."));
    fields
        .entries("back")
        .forEach(
            (variable, v) -> {
              checkVariable(variable, v, v.text());
              if (!set.containsKey(variable)) {
                v.problem(
                    PlanError.BAD_VALUE,
                    "The cutover does not set "
                        + variable
                        + ", so there is nothing of it to take back. Name it under set too.");
              }
            });
    return new SwitchAction.EnvFile(path, set, fields.textEntries("back"));
  }

  private static void checkVariable(String variable, FileValue value, String text) {
    NameRules.checkVariable(value, variable);
    if (PLAIN_PASSWORD.matcher(text).find()) {
      value.problem(
          PlanError.PASSWORD_IN_PLAIN,
          "This address holds a password. Write ${env:NAME} or ${file:/path} in its place.");
    } else if (PlainSecret.stands(variable, text)) {
      value.problem(
          PlanError.PASSWORD_IN_PLAIN,
          variable
              + " is the name of a secret. Write ${env:NAME} or ${file:/path} in place of its"
              + " value.");
    }
  }

  private static SwitchAction command(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.COMMAND);
    List<String> run = fields.texts("run");
    fields
        .get("run")
        .filter(v -> run.isEmpty())
        .ifPresent(v -> v.problem(PlanError.BAD_VALUE, "Name the program to run."));
    fields.get("run").ifPresent(v -> checkArguments(v, run));
    fields
        .entries("environment")
        .forEach(
            (variable, v) -> {
              checkVariable(variable, v, v.text());
              checkHarmless(variable, v);
            });
    return new SwitchAction.Command(
        run, fields.textEntries("environment"), timeout(fields, COMMAND_TIMEOUT_MILLIS));
  }

  /** What a program is given as an argument, every user of the machine can see. */
  private static void checkArguments(FileValue value, List<String> run) {
    if (run.stream().anyMatch(argument -> !SecretReader.references(argument).isEmpty())) {
      value.problem(
          PlanError.BAD_VALUE,
          "Secrets do not belong into arguments, which every user of the machine can see. Set a"
              + " variable under environment of the command, and let the program read that.");
    }
    String plain = PlainSecret.in(run);
    if (!plain.isEmpty()) {
      value.problem(
          PlanError.PASSWORD_IN_PLAIN,
          "The argument "
              + plain
              + " has the name of a secret. Set a variable under environment of the command to"
              + " ${env:NAME} or ${file:/path}, and let the program read that.");
    }
  }

  private static void checkHarmless(String variable, FileValue value) {
    if (!CommandVariable.allowed(variable)) {
      value.problem(
          PlanError.BAD_NAME,
          variable + " decides which code a program runs, or is set by Tributary itself.");
    }
  }

  private static SwitchAction webhook(FileValue value) {
    SectionFields fields = value.fields(SectionKeys.WEBHOOK);
    return new SwitchAction.Webhook(
        WebhookAddress.read(fields, "url"), timeout(fields, WEBHOOK_TIMEOUT_MILLIS));
  }

  private static long timeout(SectionFields fields, long absent) {
    return fields.number("timeout-millis", absent, 1, MAX_TIMEOUT_MILLIS);
  }
}
