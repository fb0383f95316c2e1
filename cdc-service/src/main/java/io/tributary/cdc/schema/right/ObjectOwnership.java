package io.tributary.cdc.schema.right;

import io.tributary.cdc.schema.plan.PlannedObject;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes the applications' roles the owners of what the migration made. */
public final class ObjectOwnership {
  private ObjectOwnership() {}

  /** The schemas: owned by their role, closed to everybody else. */
  public static List<String> ofSchemas(SchemaLayout layout, List<String> schemas) {
    List<String> statements = new ArrayList<>();
    for (String schema : schemas) {
      String name = Sql.identifier(schema);
      String role = Sql.identifier(layout.application(schema).role());
      statements.add("ALTER SCHEMA " + name + " OWNER TO " + role);
      statements.add("REVOKE ALL ON SCHEMA " + name + " FROM PUBLIC");
    }
    return statements;
  }

  /** The objects that are there; the order in which they were made keeps dependencies right. */
  public static List<String> ofObjects(
      SchemaLayout layout, SchemaPlan plan, Set<PlannedObject> present) {
    return plan.objects().stream()
        .filter(PlannedObject::hasOwner)
        .filter(present::contains)
        .map(object -> object.ownedBy(layout.application(object.schema()).role()))
        .toList();
  }
}
