package io.tributary.common.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plans from declarations that tests write down. */
final class Declared {
  private Declared() {}

  static List<RemarkCode> codes(SchemaPlan plan) {
    return plan.remarks().stream().map(Remark::code).toList();
  }

  static SchemaPlan plan(String... statements) {
    return SchemaPlanner.plan(schema(statements), PlanChoices.usual("app"));
  }

  static SqliteSchema schema(String... statements) {
    List<MasterEntry> entries = new ArrayList<>();
    for (String sql : statements) {
      String[] words = sql.replace("UNIQUE ", "").split(" ");
      String type = words[1].toLowerCase(Locale.ROOT);
      entries.add(new MasterEntry(type, words[2], words[2], sql));
    }
    return SchemaReader.read(entries, Map.of());
  }
}
