package io.tributary.common.plan.file;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** What can be wrong with a migration file. */
public enum PlanError implements ErrorCode {
  INVALID(
      "The file as a whole is refused; the problems say why.",
      "Correct what problems lists, each with its line."),
  TOO_LARGE(
      "The file is larger than a migration file may be, or nests or repeats too much.",
      "Make the file smaller, with less nesting and fewer aliases."),
  SYNTAX("The file is empty, or it is not YAML.", "Correct the YAML in the line that is named."),
  UNKNOWN_KEY(
      "The file has a key that the format does not have.",
      "Correct the spelling of the key, or remove it; the message names a similar key where there is one."),
  DUPLICATE_KEY("The same key stands twice in one mapping.", "Remove one of the two."),
  MISSING_KEY(
      "A key is missing without which the migration is not described.",
      "Add the key that the message names."),
  WRONG_TYPE(
      "A value is of another type than its key takes, such as a text where a number belongs.",
      "Write a value of the type that the message names."),
  BAD_VALUE(
      "A value has the right type, but cannot be used.",
      "Write one of the values that the message describes."),
  BAD_NAME(
      "A name has other letters, or is longer, than names of its kind may.",
      "Choose a name that follows the rule in the message."),
  SOURCE_TWICE(
      "Two sources have one name, or move the same file.",
      "Choose another name for one of them, or remove one."),
  SOURCE_IS_TARGET(
      "A source is the target itself.", "Give the source's own connection, or another target."),
  SCHEMA_TWICE(
      "One schema of a source is mapped in two places.",
      "Keep one mapping of the schema; its tables key sends single tables elsewhere."),
  TARGET_TWICE(
      "Two mappings would fill the same target schema or table.",
      "Give each mapping a schema or table of its own."),
  SCHEMA_NOT_LISTED(
      "A mapping names a schema that the target does not list.",
      "List the schema under target.schemas, or correct the mapping."),
  SCHEMA_NOT_USED(
      "The target lists a schema that nothing is mapped to.",
      "Map something to it, remove it, or add the key prepare if it is made for later."),
  TABLE_EXCLUDED("A table is both mapped and excluded.", "Remove one of the two."),
  SOURCE_KIND(
      "The file names a kind of source that cannot be moved.",
      "Write one of the kinds that the message lists."),
  PASSWORD_IN_PLAIN(
      "A password stands in the file itself.",
      "Say where the password is kept: an environment variable of the services (env) or a file (file)."),
  TLS_UNVERIFIED(
      "A connection to another machine does not check who answers there.",
      "Write tls: verify-full and tls-ca, the file of the authority that signed the server's certificate; or tls-unverified: accepted where the network between the two is trusted."),
  ROLE_CONFLICT(
      "Two schemas share a role and disagree on its password.",
      "Give the role's password in one place only.");

  private final ErrorFact fact;

  PlanError(String meaning, String remedy) {
    this.fact =
        ErrorFact.lasting("TRB-PLAN-" + name().replace('_', '-'), ErrorType.USER, meaning, remedy);
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
