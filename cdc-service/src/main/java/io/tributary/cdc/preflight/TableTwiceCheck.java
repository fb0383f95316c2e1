package io.tributary.cdc.preflight;

import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.cdc.preflight.targetchecks.TargetReading;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Refuses two tables that go to the same place, and warns of names that differ by case only. */
final class TableTwiceCheck {
  private static final PreflightCode CODE = PreflightCode.TABLE_TWICE;

  private TableTwiceCheck() {}

  private record Move(String source, TableName from, TableName to) {
    String display() {
      return source + ": " + from.display();
    }
  }

  static List<PreflightCheck> look(Migration migration, List<SourceSummary> sources) {
    Map<String, Move> first = new TreeMap<>();
    List<PreflightCheck> twice = new ArrayList<>();
    for (SourceSummary source : sources) {
      for (TableName table : source.tables()) {
        TableName target = migration.source(source.source()).targetOf(table).orElseThrow();
        Move move = new Move(source.source(), table, target);
        Move other = first.putIfAbsent(target.display().toLowerCase(Locale.ROOT), move);
        if (other != null) {
          twice.add(other.to().equals(target) ? same(other, move) : alike(other, move));
        }
      }
    }
    return twice.isEmpty()
        ? List.of(CODE.passed(TargetReading.SUBJECT, "Every table has a place of its own."))
        : twice;
  }

  private static PreflightCheck same(Move one, Move other) {
    return CODE.failed(
        TargetReading.SUBJECT,
        "Two tables would go to %s: %s and %s."
            .formatted(one.to().display(), one.display(), other.display()),
        "Send one of them to another schema in the migration file, or exclude it.");
  }

  private static PreflightCheck alike(Move one, Move other) {
    return CODE.warning(
        TargetReading.SUBJECT,
        "%s (%s) and %s (%s) differ by upper and lower case only."
            .formatted(one.to().display(), one.display(), other.to().display(), other.display()),
        "Nothing, if the applications quote these names; otherwise send one to another schema.");
  }
}
