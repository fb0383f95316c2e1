package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A file has one capture, whose names nobody else may use. */
final class SqliteCaptureCheck implements SqliteCheck {
  private static final PreflightCode CODE = PreflightCode.SQLITE_CAPTURE;
  private static final String CAPTURED =
      "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_tributary_capture'";
  private static final String OWNER = "SELECT value FROM _tributary_capture WHERE name = 'owner'";
  private static final String FENCED =
      "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name GLOB '_tributary_fence_*'";
  private static final String STRANGERS =
      """
      SELECT name FROM sqlite_master
       WHERE lower(name) GLOB '_tributary_*'
         AND NOT (type = 'table'
                  AND name IN ('_tributary_log', '_tributary_capture', '_tributary_table', '_tributary_segment'))
         AND NOT (type = 'trigger'
                  AND (name GLOB '_tributary_capture_*' OR name GLOB '_tributary_fence_*'))
       ORDER BY name""";

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
    boolean captured = file.session().number(CAPTURED).isPresent();
    if (!captured && file.session().number(FENCED).isPresent()) {
      return List.of(
          CODE.failed(
              file.subject(),
              "The file refuses writes: a migration of it was completed.",
              "Name another file. If its rows are to move again: " + removal(file)));
    }
    Optional<String> owner = captured ? file.session().text(OWNER) : Optional.empty();
    return List.of(
        owner.isEmpty() || owner.get().equals(file.connector())
            ? CODE.passed(file.subject(), "Nobody else captures the file.")
            : CODE.failed(
                file.subject(),
                "The file is captured already, for connector %s (TRB-SQLITE-IN-USE)."
                    .formatted(owner.get()),
                "Abort or complete the other migration. If it is gone: " + removal(file)));
  }

  private static String removal(SqliteReading file) {
    return "java -cp 'plugin/*' io.tributary.connect.sqlite.CaptureRemoval " + file.path();
  }
}
