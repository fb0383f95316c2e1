package io.tributary.cdc.sqlite;

import io.tributary.cdc.schema.Session;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The operator's DDL for the target.
 *
 * @param source the source whose rows go into its tables
 * @param path where it is
 */
record DdlFile(Source source, Path path) {
  /** A statement that would end the transaction in which everything is made. */
  private static final Pattern TRANSACTION =
      Pattern.compile(
          "(?im)^\\s*(BEGIN|START\\s+TRANSACTION|COMMIT|ROLLBACK|END)(\\s+(WORK|TRANSACTION))?\\s*;");

  static DdlFile of(Source source) {
    return new DdlFile(source, Path.of(source.converted().ddlFile()));
  }

  /** Runs all its statements in the open transaction. */
  void run(Session target) {
    String statements = text();
    if (TRANSACTION.matcher(withoutBodies(statements)).find()) {
      throw unusable(
          "it begins or ends a transaction; all of it runs in one transaction of Tributary's. Take"
              + " these statements out",
          null);
    }
    try {
      target.run(statements);
    } catch (TributaryException e) {
      throw unusable(e.getMessage(), e);
    }
  }

  /** Bodies of functions between dollar quotes may say BEGIN and END. */
  private static String withoutBodies(String statements) {
    return statements.replaceAll("(?s)\\$(\\w*)\\$.*?\\$\\1\\$", "''");
  }

  private String text() {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw unusable("it cannot be read on the machine of cdc-service (" + e + ")", e);
    }
  }

  private TributaryException unusable(String why, Exception cause) {
    return new TributaryException(
        SqliteSourceError.DDL_FILE,
        "The DDL file %s of source %s cannot be used: %s. Correct it; it is tried again."
            .formatted(path, source.name(), why),
        Map.of("source", source.name(), "file", path.toString()),
        cause);
  }
}
