package io.tributary.cdc.schema;

import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gives what the migration made to the applications' roles. */
final class Ownership {
  private Ownership() {}

  /** The schemas: owned by their role, closed to everybody else. */
  static List<String> ofSchemas(Layout layout) {
    List<String> statements = new ArrayList<>();
    for (String schema : layout.destinations()) {
      String name = Sql.identifier(schema);
      String role = Sql.identifier(layout.application(schema).role());
      statements.add("ALTER SCHEMA " + name + " OWNER TO " + role);
      statements.add("REVOKE ALL ON SCHEMA " + name + " FROM PUBLIC");
    }
    return statements;
  }

  /** The objects that are there; the order in which they were made keeps dependencies right. */
  static List<String> ofObjects(Layout layout, SchemaPlan plan, Set<PlannedObject> present) {
    return plan.objects().stream()
        .filter(PlannedObject::hasOwner)
        .filter(present::contains)
        .map(object -> object.ownedBy(layout.application(object.schema()).role()))
        .toList();
  }
}
