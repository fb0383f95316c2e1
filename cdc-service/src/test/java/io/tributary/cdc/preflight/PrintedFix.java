package io.tributary.cdc.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PrintedCommands;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/** Runs what a check prints, as an operator would who copies it from between the backticks. */
public final class PrintedFix {

  private PrintedFix() {}

  /** What looks like a statement or a program's call. */
  private static final Pattern BARE =
      Pattern.compile(
          "\\b(ALTER|GRANT|REVOKE|CREATE|DROP|PRAGMA|VACUUM|COMMIT|ROLLBACK) [A-Z]|SELECT \\w+\\("
              + "|java -|POST /|\\./tributary");

  /** A check that is made again after its fix was run. */
  interface Look {
    List<PreflightCheck> checks() throws Exception;
  }

  /** Whole sentences, and statements only between backticks, with nothing left to be filled in. */
  static void isFitForPeople(PreflightCheck check) {
    assertThat(check.finding())
        .as(check.code())
        .matches("(?s).*[^.][.?]")
        .doesNotContain("Position:")
        .doesNotContainPattern("\\.\\.(\\s|$)");
    String words = PrintedCommands.without(check.fix());
    assertThat(words)
        .as(check.code() + ": " + check.fix())
        .doesNotContain("`")
        .doesNotContainPattern(BARE)
        .doesNotContainPattern("\\.\\.(\\s|$)");
    assertThat(PrintedCommands.in(check.fix()))
        .as(check.code())
        .noneMatch(command -> command.contains("…"));
    if (check.result() != Result.PASSED) {
      assertThat(check.fix()).as(check.code()).matches("(?s).*[.?`]");
    }
  }

  /**
   * Fails unless the statements that a check prints make it pass.
   *
   * @param code the check's, without its prefix
   * @param which of the printed statements, from 0; none for all
   */
  static void works(Look look, String code, PostgresServer server, String database, int... which)
      throws Exception {
    List<PreflightCheck> wrong =
        PreflightSubject.withCode(look.checks(), code).stream()
            .filter(check -> check.result() != Result.PASSED)
            .toList();
    assertThat(wrong).as(code).isNotEmpty();
    for (PreflightCheck check : wrong) {
      run(check, server, database, which);
    }
    assertThat(PreflightSubject.withCode(look.checks(), code))
        .as("%s after %s", code, wrong)
        .extracting(PreflightCheck::result)
        .containsOnly(Result.PASSED);
  }

  /** Runs its statements as superuser. */
  public static void run(PreflightCheck check, PostgresServer server, String database, int... which)
      throws SQLException {
    PrintedCommands.run(check.fix(), server, database, which);
  }

  /** What the server will take from its files when it starts the next time. */
  static String atNextStart(PostgresServer server, String setting) throws SQLException {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT setting FROM pg_file_settings WHERE name = '"
                    + setting
                    + "' AND sourcefile LIKE '%postgresql.auto.conf'")) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
