package io.tributary.local.view;

import io.tributary.local.client.MigrationLine;
import io.tributary.local.console.AlignedLines;
import io.tributary.local.console.AlignedLines.Row;
import java.util.ArrayList;
import java.util.List;

/** All migrations for people. Pure. */
public final class ListText {
  private ListText() {}

  /** A heading and a line each, with the problem behind it. */
  public static List<String> lines(List<MigrationLine> migrations) {
    if (migrations.isEmpty()) {
      return List.of("There is no migration.", "Next: ./tributary start FILE");
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(List.of("HEALTH", "MIGRATION", "STATE", "SINCE"), List.of()));
    for (MigrationLine line : migrations) {
      rows.add(
          new Row(
              List.of(
                  line.health(),
                  line.name(),
                  line.state(),
                  line.since() == null ? "" : TextForm.moment(line.since())),
              line.error() == null
                  ? List.of()
                  : List.of(TextForm.tame(line.error().code() + ": " + line.error().message()))));
    }
    return new AlignedLines().table(0, rows).all();
  }
}
