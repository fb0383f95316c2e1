package io.tributary.checks.file;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks that a file has no capture of another migration, and that the names of the capture are
 * free.
 */
final class SqliteCaptureCheck implements SqliteFileCheck {
  private static final PreflightCode CODE = PreflightCode.SQLITE_CAPTURE;
  private static final int SHOWN = 10;
  private static final String CAPTURED =
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_tributary_capture'";
  private static final String OWNER = "SELECT value FROM _tributary_capture WHERE name = 'owner'";
  private static final String STRANGERS =
      """
      SELECT name FROM sqlite_master
       WHERE lower(name) GLOB '_tributary_*'
         AND NOT (type = 'table'
                  AND name IN ('_tributary_log', '_tributary_capture', '_tributary_table', '_tributary_segment'))
         AND NOT (type = 'trigger' AND name GLOB '_tributary_capture_*')
         AND NOT name GLOB '_tributary_fence_[0-9]*'
       ORDER BY name""";

  /** Which of the things that move are closed by earlier fences, by name. */
  interface Closed {
    List<String> among(SqliteReading file, EarlierFences fences);
  }

  private final Closed closed;

  SqliteCaptureCheck(Closed closed) {
    this.closed = closed;
  }

  /** For files whose tables move. */
  static SqliteCaptureCheck ofTables() {
    return new SqliteCaptureCheck(SqliteCaptureCheck::tables);
  }

  /** A vec0 table is closed by the tables that keep its rows. */
  private static List<String> tables(SqliteReading file, EarlierFences fences) {
    Map<String, Vec0Table> vectors = Vec0Table.in(file.basis().entries());
    return file.content().tables().stream()
        .map(TableName::name)
        .filter(
            name ->
                fences
                    .tables()
                    .contains(vectors.containsKey(name) ? vectors.get(name).rowids() : name))
        .toList();
  }

  @Override
  public List<PreflightCheck> look(SqliteReading file) throws SQLException {
    List<String> strangers = file.session().list(STRANGERS, row -> row.getString(1));
    if (!strangers.isEmpty()) {
      return List.of(
          CODE.failed(
              file.subject(),
              "The file has tables or triggers whose names are kept for Tributary: "
                  + String.join(", ", strangers)
                  + ".",
              "Rename or drop them."));
    }
    EarlierFences fences = EarlierFences.of(file.session());
    List<String> moved = closed.among(file, fences);
    if (!moved.isEmpty()) {
      return List.of(
          CODE.failed(
              file.subject(),
              "Already moved by a completed migration, and refusing writes since: "
                  + shown(moved)
                  + ".",
              "Exclude what has moved. If its rows are to move again, take the fence out; applications"
                  + " can then write to it again: "
                  + removal("", file)));
    }
    boolean captured = file.session().number(CAPTURED).isPresent();
    Optional<String> owner = captured ? file.session().text(OWNER) : Optional.empty();
    return List.of(
        owner.isEmpty() || owner.get().equals(file.connector())
            ? CODE.passed(
                file.subject(),
                "Nobody else captures the file."
                    + (fences.none()
                        ? ""
                        : " What an earlier migration has moved refuses writes and stays behind."))
            : CODE.failed(
                file.subject(),
                "The file is captured already, for connector %s (TRB-SQLITE-IN-USE)."
                    .formatted(owner.get()),
                "Abort or complete the other migration. If it is gone: "
                    + removal("--captured ", file)));
  }

  private static String shown(List<String> names) {
    return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? ", …" : "");
  }

  /** The launcher's command; of a Chroma directory the file in it may be named as well. */
  private static String removal(String option, SqliteReading file) {
    return "`./tributary release " + option + QuotedShellWord.of(file.path().toString()) + "`";
  }
}
