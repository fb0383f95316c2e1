package io.tributary.mapping.sqlite.translation;

import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.parser.SqliteSchemaReader;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plans from declarations that tests write down. */
public final class DeclaredColumns {
  private DeclaredColumns() {}

  public static List<RemarkCode> codes(DerivedSchema plan) {
    return plan.remarks().stream().map(MappingRemark::code).toList();
  }

  public static DerivedSchema plan(String... statements) {
    return DerivedSchemaPlanner.plan(schema(statements), SchemaChoices.usual("app"));
  }

  public static SqliteSchema schema(String... statements) {
    List<MasterEntry> entries = new ArrayList<>();
    for (String sql : statements) {
      String[] words = sql.replace("UNIQUE ", "").split(" ");
      String type = words[1].toLowerCase(Locale.ROOT);
      entries.add(new MasterEntry(type, words[2], words[2], sql));
    }
    return SqliteSchemaReader.read(entries, Map.of());
  }
}
